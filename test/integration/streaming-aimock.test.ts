import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anthropicProvider } from '../../src/adapters/anthropic/anthropic-provider.ts';
import { systemScheduler } from '../../src/adapters/system-scheduler.ts';
import { askModel } from '../../src/core/streaming/ask-model.ts';
import type { StreamEvent } from '../../src/core/streaming/events.ts';
import { modelCall, readText } from '../helpers/model-call.ts';
import { RecordingMeter } from '../helpers/recording-meter.ts';

/** Not ours: so that adapter and simulator do not only agree with each other. */
const mock = new LLMock({ port: 0, host: '127.0.0.1' });
const story = 'It adds: 1 + 1 = 2, naïve 日本語 🙂.\n'.repeat(40);

beforeAll(async () => {
  mock.onMessage('tell', { content: story, usage: { input_tokens: 21, output_tokens: 345 } });
  mock.onMessage('think', { content: 'Yes.', reasoning: 'Is it so? It is.' });
  await mock.start();
});
afterAll(async () => mock.stop());

async function ask(text: string, streamed: boolean) {
  const meter = new RecordingMeter();
  const provider = await anthropicProvider({ apiKey: 'key', baseUrl: mock.url });
  const request = { messages: [{ role: 'user' as const, text }], maxTokens: 4096 };
  const events: StreamEvent[] = [];
  const ports = { provider, meter, scheduler: systemScheduler, random: () => 0 };
  for await (const event of askModel(modelCall({ request, streamed }), ports)) events.push(event);
  return { events, last: events.at(-1), meter };
}

describe('an independent Messages API', () => {
  it.each([true, false])('gives the whole text and its counts (streamed: %s)', async (streamed) => {
    const { events, last, meter } = await ask('tell', streamed);
    expect(last).toMatchObject({ type: 'done', text: story, stopReason: 'end_turn' });
    expect(readText(events)).toBe(story);
    expect(events.filter(({ type }) => type === 'text').length > 1).toBe(streamed);
    expect(last).toMatchObject({
      usage: { input: 21, output: 345 },
      attempts: [{ basis: 'measured' }],
    });
    expect(meter.ends).toMatchObject([{ outcome: 'succeeded', usageIsFinal: true }]);
  });

  it.each([true, false])('keeps thinking out of the text (streamed: %s)', async (streamed) => {
    const { last, meter } = await ask('think', streamed);
    expect(last).toMatchObject({ type: 'done', text: 'Yes.' });
    if (streamed)
      expect(meter.ends).toMatchObject([{ outputCharacters: 'Is it so? It is.Yes.'.length }]);
  });
});
