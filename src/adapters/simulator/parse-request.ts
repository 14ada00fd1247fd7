import {
  type Fields,
  invalid,
  isFields,
  optionalList,
  requireFields,
  requireInteger,
  requireText,
} from './fields.ts';
import type { MessagesRequest, Segment, Thinking } from './messages-request.ts';
import { type Content, parseCacheMark, parseContent } from './parse-content.ts';
import { parseToolChoice, parseTools } from './parse-tools.ts';

/** At most so many marks may stand in one request. */
const maxCacheMarks = 4;
/** What the frame of every message counts beside its content. */
const messageTokens = 4;

interface Turn {
  readonly role: 'user' | 'assistant' | 'system';
  readonly content: readonly Content[];
}

/**
 * Reads the body of `/v1/messages`.
 * @throws ApiError 400, worded as the API does
 */
export function parseRequest(body: unknown): MessagesRequest {
  const fields = requireFields(body, 'body');
  const maxTokens = requireInteger(fields['max_tokens'], 'max_tokens', 1);
  const request = { ...parsePrompt(fields), maxTokens };
  const thinking = parseThinking(fields['thinking'], maxTokens);
  const { kind } = request.toolChoice;
  if (thinking !== 'off' && (kind === 'any' || kind === 'tool')) {
    throw invalid('thinking', 'Thinking may not be enabled when tool_choice forces tool use.');
  }
  return {
    ...request,
    thinking,
    stream: parseStream(fields['stream']),
    stopSequences: optionalList(fields['stop_sequences'], 'stop_sequences').map((text, index) =>
      requireText(text, `stop_sequences.${index}`),
    ),
    outputSchema: parseOutputSchema(fields['output_config']),
  };
}

/** What counting tokens needs: all that the model would read. */
type Prompt = Omit<
  MessagesRequest,
  'maxTokens' | 'thinking' | 'stream' | 'stopSequences' | 'outputSchema'
>;

/**
 * Reads the part of a body that the model would read.
 * @throws ApiError 400
 */
export function parsePrompt(body: unknown): Prompt {
  const fields = requireFields(body, 'body');
  const model = requireText(fields['model'], 'model');
  const turns = parseTurns(fields['messages']);
  const tools = parseTools(fields['tools']);
  const system =
    fields['system'] === undefined ? [] : parseContent(fields['system'], 'system', 'system');
  const segments = [
    ...tools.map((tool) => tool.segment),
    ...system.map((content) => content.segment),
    ...turns.flatMap(segmentsOf),
  ];
  const last = turns.findLast((turn) => turn.role === 'user');
  return {
    model,
    system: textOf([
      ...system,
      ...turns.flatMap((turn) => (turn.role === 'system' ? turn.content : [])),
    ]),
    messages: turns.flatMap(({ role, content }) =>
      role === 'system' ? [] : [{ role, text: textOf(content) }],
    ),
    prompt: textOf(last?.content ?? []),
    tools: tools.map((tool) => tool.name),
    toolDefinitions: tools,
    toolChoice: parseToolChoice(fields['tool_choice'], tools),
    hasToolResult: last?.content.some(({ type }) => type === 'tool_result') ?? false,
    segments: withCacheRules(segments, fields['cache_control']),
  };
}

function parseTurns(value: unknown): readonly Turn[] {
  if (value === undefined) throw invalid('messages', 'Field required');
  const turns = optionalList(value, 'messages').map((message, index) =>
    parseTurn(message, `messages.${index}`),
  );
  const first = turns.find((turn) => turn.role !== 'system');
  if (first === undefined) throw invalid('messages', 'at least one message is required');
  if (first.role !== 'user') {
    throw invalid('messages', 'first message must use the "user" role');
  }
  turns.forEach(({ content, role }, index) => {
    const prefill = role === 'assistant' && index === turns.length - 1;
    if (content.length === 0 && !prefill) {
      throw invalid(`messages.${index}`, 'all messages must have non-empty content');
    }
  });
  return turns;
}

function parseTurn(message: unknown, path: string): Turn {
  const { role, content } = requireFields(message, path);
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    throw invalid(
      `${path}.role`,
      role === undefined ? 'Field required' : "Input should be 'user', 'assistant' or 'system'",
    );
  }
  return { role, content: parseContent(content, `${path}.content`, role) };
}

function segmentsOf({ content }: Turn): readonly Segment[] {
  return content.map(({ segment }, index) =>
    index === 0 ? { ...segment, tokens: segment.tokens + messageTokens } : segment,
  );
}

/** A mark on the request itself stands for one on the last piece of the prompt. */
function withCacheRules(segments: readonly Segment[], mark: unknown): readonly Segment[] {
  const automatic = parseCacheMark(mark, 'cache_control');
  const marked = segments.map((segment, index) =>
    index === segments.length - 1 && segment.cache === undefined
      ? { ...segment, cache: automatic }
      : segment,
  );
  const marks = marked.flatMap(({ cache }) => cache ?? []);
  if (marks.length > maxCacheMarks) {
    throw invalid(
      'cache_control',
      `A maximum of ${maxCacheMarks} blocks with cache_control may be provided. Found ${marks.length}.`,
    );
  }
  if (marks.lastIndexOf('1h') > marks.indexOf('5m') && marks.includes('5m')) {
    throw invalid('cache_control', "a ttl='1h' block must not come after a ttl='5m' block");
  }
  return marked;
}

function parseThinking(value: unknown, maxTokens: number): Thinking {
  if (value === undefined) return 'off';
  const { type, budget_tokens: budget, display } = requireFields(value, 'thinking');
  if (type === 'enabled') {
    if (requireInteger(budget, 'thinking.budget_tokens', 1024) >= maxTokens) {
      throw invalid('max_tokens', '`max_tokens` must be greater than `thinking.budget_tokens`.');
    }
  } else if (type !== 'adaptive' && type !== 'between_tools' && type !== 'disabled') {
    throw invalid('thinking.type', "Input should be 'enabled', 'adaptive' or 'disabled'");
  }
  if (type === 'disabled') return 'off';
  return display === 'omitted' ? 'omitted' : 'shown';
}

function parseStream(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw invalid('stream', 'Input should be a valid boolean');
  return value;
}

function parseOutputSchema(value: unknown): Fields | undefined {
  if (!isFields(value) || !isFields(value['format'])) return undefined;
  return requireFields(value['format']['schema'], 'output_config.format.schema');
}

const textOf = (content: readonly Content[]): string =>
  content
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n');
