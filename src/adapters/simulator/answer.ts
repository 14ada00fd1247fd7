import { countTokens, tokensOf } from './tokens.ts';

/** A piece of an answer. */
export type AnswerBlock =
  | { readonly type: 'thinking'; readonly text: string; readonly signature: string }
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
      /** The input as it is streamed. */
      readonly text: string;
    };

type StopReason = 'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use';

/** An answer with everything that is the same whether it is streamed or not. */
export interface Answer {
  readonly blocks: readonly AnswerBlock[];
  readonly stopReason: StopReason;
  readonly stopSequence: string | null;
  /** The tokens of all blocks. Signatures are not counted. */
  readonly outputTokens: number;
  /** Those of the thinking among them. */
  readonly thinkingTokens: number;
}

/** What a request sets to an answer. */
interface AnswerLimits {
  readonly maxTokens: number;
  readonly stopSequences: readonly string[];
}

/** Ends an answer where the request wants it to end. */
export function endAnswer(blocks: readonly AnswerBlock[], limits: AnswerLimits): Answer {
  const stopped = atStopSequence(blocks, limits.stopSequences);
  const kept = atMaxTokens(stopped.blocks, limits.maxTokens);
  const thinking = kept.blocks.flatMap((block) => (block.type === 'thinking' ? block.text : []));
  const usesTool = kept.blocks.some((block) => block.type === 'tool_use');
  return {
    blocks: kept.blocks,
    ...(kept.cut
      ? { stopReason: 'max_tokens', stopSequence: null }
      : endOf(stopped.sequence, usesTool)),
    outputTokens: kept.tokens,
    thinkingTokens: thinking.reduce((sum, text) => sum + countTokens(text), 0),
  };
}

function endOf(
  sequence: string | undefined,
  usesTool: boolean,
): Pick<Answer, 'stopReason' | 'stopSequence'> {
  if (sequence !== undefined) return { stopReason: 'stop_sequence', stopSequence: sequence };
  return { stopReason: usesTool ? 'tool_use' : 'end_turn', stopSequence: null };
}

interface Stopped {
  readonly blocks: readonly AnswerBlock[];
  readonly sequence: string | undefined;
}

/** The first stop sequence in the text ends the answer before it. */
function atStopSequence(blocks: readonly AnswerBlock[], sequences: readonly string[]): Stopped {
  for (const [index, block] of blocks.entries()) {
    const found = block.type === 'text' ? firstOf(sequences, block.text) : undefined;
    if (found !== undefined) {
      const rest = { type: 'text', text: block.text.slice(0, found.at) } as const;
      const before = blocks.slice(0, index);
      return { blocks: found.at === 0 ? before : [...before, rest], sequence: found.sequence };
    }
  }
  return { blocks, sequence: undefined };
}

function firstOf(
  sequences: readonly string[],
  text: string,
): { readonly at: number; readonly sequence: string } | undefined {
  return sequences
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at)[0];
}

interface Kept {
  readonly blocks: readonly AnswerBlock[];
  readonly tokens: number;
  readonly cut: boolean;
}

/** A block that does not fit is cut at a token; a tool's input, which would not be JSON any more, is left out. */
function atMaxTokens(blocks: readonly AnswerBlock[], maxTokens: number): Kept {
  const kept: AnswerBlock[] = [];
  let tokens = 0;
  for (const block of blocks) {
    const size = countTokens(block.text);
    const room = maxTokens - tokens;
    if (size > room) {
      if (block.type === 'tool_use' || room === 0) return { blocks: kept, tokens, cut: true };
      kept.push({ ...block, text: firstTokens(block.text, room) });
      return { blocks: kept, tokens: maxTokens, cut: true };
    }
    kept.push(block);
    tokens += size;
  }
  return { blocks: kept, tokens, cut: false };
}

function firstTokens(text: string, count: number): string {
  let length = 0;
  let left = count;
  for (const token of tokensOf(text)) {
    if (left === 0) break;
    length += token.length;
    left -= 1;
  }
  return text.slice(0, length);
}
