import { type Fields, invalid, optionalList, requireFields, requireText } from './fields.ts';
import type { CacheTtl, Segment } from './messages-request.ts';
import { countTokens } from './tokens.ts';

/** What an image, a file or another block without text counts as. */
const opaqueTokens = 1600;

/** A piece of content: what it is, and the text that people read in it. */
export interface Content {
  readonly type: string;
  readonly text: string;
  readonly segment: Segment;
}

/** A string, or a list of blocks. @throws ApiError 400 */
export function parseContent(value: unknown, path: string, label: string): readonly Content[] {
  if (typeof value === 'string') {
    return value === '' ? [] : [parseBlock({ type: 'text', text: value }, path, label)];
  }
  if (value === undefined) throw invalid(path, 'Field required');
  return optionalList(value, path).map((block, index) =>
    parseBlock(requireFields(block, `${path}.${index}`), `${path}.${index}`, label),
  );
}

function parseBlock(block: Fields, path: string, label: string): Content {
  const type = requireText(block['type'], `${path}.type`);
  const text = type === 'text' ? requireText(block['text'], `${path}.text`) : '';
  return { type, text, segment: segmentOf(block, path, label) };
}

/**
 * One segment of the prompt.
 * @param label what tells equal blocks in different places apart: `tool`, `system`, `user`
 */
export function segmentOf(block: Fields, path: string, label: string): Segment {
  const { cache_control: mark, ...content } = block;
  return {
    content: `${label} ${JSON.stringify(content)}`,
    tokens: tokensOfBlock(content),
    cache: parseCacheMark(mark, `${path}.cache_control`),
  };
}

/** @throws ApiError 400 */
export function parseCacheMark(mark: unknown, path: string): CacheTtl | undefined {
  if (mark === undefined || mark === null) return undefined;
  const { type, ttl = '5m' } = requireFields(mark, path);
  if (type !== 'ephemeral') throw invalid(`${path}.type`, "Input should be 'ephemeral'");
  if (ttl !== '5m' && ttl !== '1h') throw invalid(`${path}.ttl`, "Input should be '5m' or '1h'");
  return ttl;
}

function tokensOfBlock(block: Fields): number {
  switch (block['type']) {
    case 'text':
      return countTokens(typeof block['text'] === 'string' ? block['text'] : '');
    case 'image':
    case 'document':
    case 'container_upload':
      return opaqueTokens;
    default:
      return countTokens(JSON.stringify(block));
  }
}
