import { LLMock } from '@copilotkit/aimock';
import type Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, collect, question, simulated } from '../../../helpers/simulated.ts';

/** Another implementation of the protocol, so that the simulator does not only agree with itself. */
const mock = new LLMock({ port: 0, host: '127.0.0.1' });
const text = 'The parser needs a table of inputs, and one row for each rule. '.repeat(4);
const thinking = 'What does the parser promise? That comes first.';
const toolUse = { name: 'write_test', input: { path: 'a.test.ts', lines: [1, 2] } };
const toolCalls = [{ name: toolUse.name, arguments: JSON.stringify(toolUse.input) }];
const tools: Anthropic.Tool[] = [{ name: 'write_test', input_schema: { type: 'object' } }];

const replies = [
  { prompt: 'text only', theirs: { content: text }, ours: { text } },
  {
    prompt: 'thought and text',
    theirs: { content: text, reasoning: thinking },
    ours: { text, thinking },
  },
  { prompt: 'a tool', theirs: { toolCalls }, ours: { toolUse } },
  { prompt: 'text and a tool', theirs: { content: text, toolCalls }, ours: { text, toolUse } },
] as const;

beforeAll(async () => {
  for (const { prompt, theirs } of replies) {
    mock.onMessage(new RegExp(`^${prompt}$`), {
      ...theirs,
      ...('toolCalls' in theirs ? { toolCalls: [...theirs.toolCalls] } : {}),
    });
  }
  await mock.start();
});
afterAll(async () => mock.stop());

/** What is equal in two streams of one answer: kinds and order of events, and what the pieces add up to. */
interface Shape {
  readonly events: readonly string[];
  readonly content: readonly object[];
  readonly stop: string | null;
}

async function shapeOf(client: Anthropic, content: string): Promise<Shape> {
  const request = { ...question, tools, messages: [{ role: 'user' as const, content }] };
  const events = await collect(await client.messages.create({ ...request, stream: true }));
  const message = await client.messages.stream(request).finalMessage();
  return {
    events: events.map(nameOf).filter((name, index, all) => name !== all[index - 1]),
    content: message.content.map(partOf),
    stop: message.stop_reason,
  };
}

function nameOf(event: Anthropic.RawMessageStreamEvent): string {
  if (event.type === 'content_block_delta') return `${event.index} ${event.delta.type}`;
  if (event.type === 'content_block_start') return `${event.index} ${event.content_block.type}`;
  return event.type === 'content_block_stop' ? `${event.index} stop` : event.type;
}

function partOf(block: Anthropic.ContentBlock): object {
  if (block.type === 'text') return { text: block.text };
  if (block.type === 'thinking') return { thinking: block.thinking };
  return block.type === 'tool_use' ? { name: block.name, input: block.input } : {};
}

describe('the same code of a client', () => {
  it.each(replies)('sees the same stream from both: $prompt', async ({ prompt, ours }) => {
    const simulator = await simulated({ answer: () => ours });
    const mine = await shapeOf(clientOf(simulator), prompt);
    const other = await shapeOf(clientOf({ url: mock.url }), prompt);
    expect(mine).toEqual(other);
  });

  it('sees the same answer in one piece from both', async () => {
    const [reply] = replies;
    const simulator = await simulated({ answer: () => reply.ours });
    const request = { ...question, messages: [{ role: 'user' as const, content: reply.prompt }] };
    const [mine, other] = await Promise.all(
      [simulator.url, mock.url].map(async (url) => clientOf({ url }).messages.create(request)),
    );
    const { content, role, stop_reason, type, model } = mine ?? {};
    expect(other).toMatchObject({
      role,
      stop_reason,
      type,
      model,
      content: content?.map((block) => expect.objectContaining(partOf(block))),
    });
    expect(Object.keys(mine?.usage ?? {})).toEqual(
      expect.arrayContaining(['input_tokens', 'output_tokens']),
    );
  });
});
