import type { TokenUsage } from '../../core/cost/token-usage.ts';
import type { Random } from '../../core/random.ts';
import type { Answer, AnswerBlock } from './answer.ts';
import { integerBetween } from './pick.ts';
import { tokensOf } from './tokens.ts';
import { type MessageHead, wireDeltaUsage, wireMessage } from './wire.ts';

/** One event of a stream. */
export interface Frame {
  readonly event: string;
  readonly data: object;
  /** The output tokens in it. */
  readonly tokens: number;
}

/** An event as bytes of a `text/event-stream`. */
export function serverSentEvent(event: string, data: string): string {
  return `event: ${event}\ndata: ${data}\n\n`;
}

const most = 4;

/**
 * The events of an answer in the order of the API, made one by one.
 * @param usage the whole usage of the answer
 * @param random how many tokens come in one event
 */
export function* framesOf(
  head: MessageHead,
  { answer, usage }: { readonly answer: Answer; readonly usage: TokenUsage },
  random: Random,
): Generator<Frame> {
  const begun = { ...usage, output: Math.min(1, usage.output) };
  yield frame({ type: 'message_start', message: wireMessage(head, begun) });
  for (const [index, block] of answer.blocks.entries()) {
    yield frame({ type: 'content_block_start', index, content_block: emptyBlock(block) });
    if (index === 0) yield frame({ type: 'ping' });
    yield* deltasOf(block, index, random);
    yield frame({ type: 'content_block_stop', index });
  }
  yield frame({
    type: 'message_delta',
    delta: { stop_reason: answer.stopReason, stop_sequence: answer.stopSequence },
    usage: wireDeltaUsage(usage),
  });
  yield frame({ type: 'message_stop' });
}

interface FrameData extends Readonly<Record<string, unknown>> {
  readonly type: string;
}

function frame(data: FrameData, tokens = 0): Frame {
  return { event: data.type, data, tokens };
}

function emptyBlock(block: AnswerBlock): object {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: '' };
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' };
    case 'tool_use':
      return { type: 'tool_use', id: block.id, name: block.name, input: {} };
  }
}

function* deltasOf(block: AnswerBlock, index: number, random: Random): Generator<Frame> {
  // The API begins the input of a tool with an empty piece.
  if (block.type === 'tool_use') yield delta(index, deltaOf(block, ''), 0);
  let piece = '';
  let tokens = 0;
  let size = integerBetween(1, most, random);
  for (const token of tokensOf(block.text)) {
    piece += token;
    tokens += 1;
    if (tokens === size) {
      yield delta(index, deltaOf(block, piece), tokens);
      piece = '';
      tokens = 0;
      size = integerBetween(1, most, random);
    }
  }
  if (tokens > 0) yield delta(index, deltaOf(block, piece), tokens);
  if (block.type === 'thinking') {
    yield delta(index, { type: 'signature_delta', signature: block.signature }, 0);
  }
}

function delta(index: number, content: object, tokens: number): Frame {
  return frame({ type: 'content_block_delta', index, delta: content }, tokens);
}

function deltaOf(block: AnswerBlock, piece: string): object {
  switch (block.type) {
    case 'text':
      return { type: 'text_delta', text: piece };
    case 'thinking':
      return { type: 'thinking_delta', thinking: piece };
    case 'tool_use':
      return { type: 'input_json_delta', partial_json: piece };
  }
}
