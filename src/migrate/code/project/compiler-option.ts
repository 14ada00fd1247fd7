import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import type { SourceReader } from '../../../core/source-ports.ts';
import { foldersUpTo, textOf } from './folders.ts';

type Json = Readonly<Record<string, unknown>>;

interface Lookup {
  readonly option: string;
  readonly reader: SourceReader;
  /** Configurations that were read already: they may extend or refer to each other in a circle. */
  readonly seen: Set<string>;
}

/** What a switch or a choice can be set to. */
type OptionValue = boolean | string;

/**
 * What the nearest tsconfig.json upward sets an option to, itself or through what it extends; where it says
 * nothing, what a project that it refers to sets. What is missing or broken counts as saying nothing.
 * @param root where to stop looking
 */
export function compilerOption(
  option: string,
  folder: string,
  files: { readonly reader: SourceReader; readonly root: string },
): OptionValue | undefined {
  const known = knownBy.get(files.reader) ?? new Map<string, { value: OptionValue | undefined }>();
  knownBy.set(files.reader, known);
  const key = `${option} ${folder}`;
  const { value } = known.get(key) ?? { value: lookUp(option, folder, files) };
  known.set(key, { value });
  return value;
}

/** What was looked up already, by option and folder: thousands of files are in a few. A reader stands for one run. */
const knownBy = new WeakMap<
  SourceReader,
  Map<string, { readonly value: OptionValue | undefined }>
>();

function lookUp(
  option: string,
  folder: string,
  { reader, root }: { readonly reader: SourceReader; readonly root: string },
): OptionValue | undefined {
  for (const parent of foldersUpTo(root, folder)) {
    const path = join(parent, 'tsconfig.json');
    if (reader.read(path) !== undefined) {
      return valueOf(path, { option, reader, seen: new Set() });
    }
  }
  return undefined;
}

function valueOf(path: string, lookup: Lookup): OptionValue | undefined {
  if (lookup.seen.has(path)) return false;
  const said = valueIn(path, lookup);
  if (said !== undefined) return said;
  return list(read(path, lookup.reader)?.['references'])
    .map((reference) => (isJson(reference) ? reference['path'] : undefined))
    .filter((reference) => typeof reference === 'string')
    .map((reference) => existing(resolve(dirname(path), reference), lookup.reader))
    .map((reference) => (reference === undefined ? undefined : valueOf(reference, lookup)))
    .find((value) => value !== undefined && value !== false);
}

function valueIn(path: string, lookup: Lookup): OptionValue | undefined {
  if (lookup.seen.has(path)) return undefined;
  lookup.seen.add(path);
  const config = read(path, lookup.reader);
  const options = config?.['compilerOptions'];
  const own = isJson(options) ? options[lookup.option] : undefined;
  if (typeof own === 'boolean' || typeof own === 'string') return own;
  return inherited(list(config?.['extends']), path, lookup);
}

/** Of several bases the last one has the last word. */
function inherited(
  bases: readonly unknown[],
  path: string,
  lookup: Lookup,
): OptionValue | undefined {
  for (const base of bases.toReversed()) {
    const target = typeof base === 'string' ? baseOf(base, path, lookup.reader) : undefined;
    const value = target === undefined ? undefined : valueIn(target, lookup);
    if (value !== undefined) return value;
  }
  return undefined;
}

function baseOf(base: string, path: string, reader: SourceReader): string | undefined {
  const folder = dirname(path);
  if (base.startsWith('.') || isAbsolute(base)) return existing(resolve(folder, base), reader);
  // Packages may be installed above the root of what is migrated.
  for (const parent of foldersUpTo('', folder)) {
    const found = existing(join(parent, 'node_modules', base), reader);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A configuration may be named without its ending, or by its folder. */
function existing(path: string, reader: SourceReader): string | undefined {
  return [path, `${path}.json`, join(path, 'tsconfig.json')].find(
    (candidate) => reader.read(candidate) !== undefined,
  );
}

function read(path: string, reader: SourceReader): Json | undefined {
  const bytes = reader.read(path);
  if (bytes === undefined) return undefined;
  const json: unknown = parse(textOf(bytes), [], { allowTrailingComma: true });
  return isJson(json) ? json : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
