import type { TokenUsage } from '../../core/cost/token-usage.ts';
import type { Answer, AnswerBlock } from './answer.ts';

/** `usage` of a message, as the API writes it. */
function wireUsage(usage: TokenUsage): object {
  return {
    ...wireDeltaUsage(usage),
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite5m,
      ephemeral_1h_input_tokens: usage.cacheWrite1h,
    },
    service_tier: 'standard',
  };
}

/** `usage` of `message_delta`: sums so far. */
export function wireDeltaUsage(usage: TokenUsage): object {
  return {
    input_tokens: usage.input,
    cache_creation_input_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
    cache_read_input_tokens: usage.cacheRead,
    output_tokens: usage.output,
  };
}

/** What names a message. */
export interface MessageHead {
  readonly id: string;
  readonly model: string;
}

/** A message; without an answer, the shell that opens a stream. */
export function wireMessage(head: MessageHead, usage: TokenUsage, answer?: Answer): object {
  return {
    id: head.id,
    type: 'message',
    role: 'assistant',
    model: head.model,
    content: answer?.blocks.map(wireBlock) ?? [],
    stop_reason: answer?.stopReason ?? null,
    stop_sequence: answer?.stopSequence ?? null,
    usage: wireUsage(usage),
  };
}

function wireBlock(block: AnswerBlock): object {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'thinking':
      return { type: 'thinking', thinking: block.text, signature: block.signature };
    case 'tool_use':
      return { type: 'tool_use', id: block.id, name: block.name, input: block.input };
  }
}
