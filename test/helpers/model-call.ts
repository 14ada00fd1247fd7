import type { ModelCall } from '../../src/core/streaming/model-call.ts';
import type { StreamEvent } from '../../src/core/streaming/events.ts';
import type { CallSettings } from '../../src/core/streaming/call-settings.ts';
import type { Step } from './scripted-provider.ts';

const patient: CallSettings = {
  bufferSize: 1024,
  backpressureThreshold: 0.8,
  timeoutMs: 1000,
  maxRetries: 3,
  backoffMs: 100,
  backoffMultiplier: 2,
};

/** A streamed call, but for what a test says. */
export function modelCall(
  changes: Partial<ModelCall> = {},
  settings: Partial<CallSettings> = {},
): ModelCall {
  return {
    streamId: 'stream-1',
    identity: {
      taskId: 'task-1',
      taskType: 'generate-tests',
      agentType: 'test-generator',
      variant: 'stable',
      purpose: 'answer',
    },
    model: {
      name: 'sonnet',
      model: 'claude-sonnet-4-5',
      provider: 'anthropic',
      prices: undefined,
      priceSource: 'test',
    },
    request: {
      system: 'You test.',
      messages: [{ role: 'user', text: 'Test add().' }],
      maxTokens: 64,
    },
    streamed: true,
    settings: { ...patient, ...settings },
    signal: new AbortController().signal,
    ...changes,
  };
}

const before = { input: 10, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** The beginning of an answer: ten tokens came in. */
export const opening: Step = { type: 'start', usage: before };

/** Pieces of text. */
export function texts(...pieces: readonly string[]): Step[] {
  return pieces.map((text) => ({ type: 'text', text }));
}

/** The end of an answer of so many tokens. */
export function ending(output: number): Step[] {
  return [
    { type: 'usage', usage: { ...before, output }, final: true },
    { type: 'end', stopReason: 'end_turn' },
  ];
}

/** The text that a reader has after all the events, who forgets what he is told to forget. */
export function readText(events: readonly StreamEvent[]): string {
  return events.reduce((text, event) => {
    if (event.type === 'restart' || event.type === 'fallback') return '';
    return event.type === 'text' ? text + event.text : text;
  }, '');
}
