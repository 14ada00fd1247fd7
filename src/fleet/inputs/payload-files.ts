import { isRecord } from '../../config/values.ts';
import { isSafePath } from '../results/safe-path.ts';
import type { InputFile } from './input-file.ts';

/** The files that a payload is about. */
interface PayloadFiles {
  /** Those that it brings. */
  readonly files: readonly InputFile[];
  /** Those that it only names, in the project if anywhere. */
  readonly paths: readonly string[];
}

/** A payload is data of others: what lies deeper, or comes later, is not looked at. */
const DEPTH = 10;
const MOST = 100;
const pathKeys = ['path', 'filePath', 'file', 'fileName', 'filename'] as const;
const contentKeys = ['content', 'contents'] as const;
/** They hold code where it has more than one line, and else a name of something. */
const codeKeys = ['code', 'source', 'sourceCode'] as const;
const fileName = /^[^\s:?*<>|"]+\.[A-Za-z]\w{0,9}$/;

/**
 * The files that stand in a payload, wherever they do: `{path, content}`, `{"src/cart.js": "…"}`, and paths alone. Paths that are absolute or lead upwards are none.
 */
export function payloadFiles(payload: unknown): PayloadFiles {
  const found: Found = { files: new Map(), paths: new Set() };
  visit(payload, found, 0);
  return {
    files: [...found.files].map(([path, content]) => ({ path, content })),
    paths: [...found.paths].filter((path) => !found.files.has(path)),
  };
}

interface Found {
  readonly files: Map<string, string>;
  readonly paths: Set<string>;
}

function visit(value: unknown, found: Found, depth: number): void {
  if (depth > DEPTH || found.files.size + found.paths.size >= MOST) return;
  if (typeof value === 'string') {
    const path = pathOf(value);
    if (path !== undefined) found.paths.add(path);
  } else if (Array.isArray(value)) {
    for (const item of value) visit(item, found, depth + 1);
  } else if (isRecord(value)) visitRecord(value, found, depth);
}

function visitRecord(record: Readonly<Record<string, unknown>>, found: Found, depth: number): void {
  const file = fileIn(record);
  if (file !== undefined) found.files.set(file.path, file.content);
  for (const [key, item] of Object.entries(record)) {
    const path = pathOf(key);
    if (path !== undefined && typeof item === 'string') found.files.set(path, item);
    else visit(item, found, depth + 1);
  }
}

function fileIn(record: Readonly<Record<string, unknown>>): InputFile | undefined {
  const path = textsAt(record, pathKeys).map(pathOf).find(Boolean);
  const content =
    textsAt(record, contentKeys)[0] ??
    textsAt(record, codeKeys).find((text) => text.includes('\n'));
  return path === undefined || content === undefined ? undefined : { path, content };
}

function textsAt(
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): readonly string[] {
  return keys.flatMap((key) => {
    const value = Object.hasOwn(record, key) ? record[key] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}

/** A text as the path of a file of the project; undefined for what is none. */
function pathOf(text: string): string | undefined {
  if (text.length > 500 || !fileName.test(text)) return undefined;
  const path = text.replace(/^(\.\/)+/, '');
  return isSafePath(path) ? path : undefined;
}
