import type { LeafKey } from '../schema/leaf-keys.ts';
import type { OriginKind, Sourced } from './origin.ts';
import { type ConfigDocument, locate } from '../document/parse.ts';
import { parseVariable } from './parse-variable.ts';
import { formatPath, nearestSpan, type Path } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';
import { isNewSection } from '../version-of.ts';

/** The environment of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Values by their paths, written as in `routing.enabled`. */
export type Settings = ReadonlyMap<string, unknown>;

/** The environment, and which of its variables come from `.env`. */
export interface Variables {
  readonly env: Environment;
  readonly dotEnv?: ReadonlySet<string>;
}

/** Everything that can set a value. */
export interface EffectiveInput extends Variables {
  /** Undefined when there is no file. */
  readonly document: ConfigDocument | undefined;
  /** From the command line. */
  readonly flags?: Settings;
  /** From the shared store. */
  readonly store?: Settings;
}

interface Place {
  readonly path: Path;
  readonly key: LeafKey;
}

/** One source of values; it answers undefined for what it does not set. */
type Layer = (place: Place, input: EffectiveInput) => Sourced | undefined;

const environment: Layer = ({ key }, input) => {
  const [name] = key.env;
  return name === undefined ? undefined : readVariable(name, input, key);
};

const file: Layer = ({ path }, { document }) => {
  if (document === undefined) return undefined;
  const value = valueAt(document.value, path);
  if (value !== undefined) return fromFile(document, offsetOf(document, path), value);
  return isNewSection(path) ? undefined : lostDefault(document, path);
};

/** The highest first. 1.0.4 lets the file win, although a comment in its code says the reverse. */
const layers: Readonly<Record<'old' | 'new', readonly Layer[]>> = {
  old: [file, environment],
  new: [
    (place, { flags }) => fromSettings('flag', flags, place),
    environment,
    (place, { store }) => fromSettings('store', store, place),
    file,
  ],
};

/** The value that counts at a place. */
export function sourceOf(place: Place, input: EffectiveInput): Sourced {
  for (const layer of layers[isNewSection(place.path) ? 'new' : 'old']) {
    const sourced = layer(place, input);
    if (sourced !== undefined) return sourced;
  }
  return { value: place.key.default ?? null, origin: 'default' };
}

/**
 * The value of one variable. An empty one counts as not set, as in 1.0.4.
 * @throws AqeError ENV_INVALID
 */
export function readVariable(
  name: string,
  { env, dotEnv }: Variables,
  key: LeafKey,
): Sourced | undefined {
  const text = env[name] ?? '';
  if (text === '') return undefined;
  const detail = dotEnv?.has(name) === true ? `${name} (.env)` : name;
  return { value: parseVariable(detail, text, key), origin: 'environment', detail };
}

/** A value of the file, with its place. */
export function fromFile(document: ConfigDocument, offset: number, value: unknown): Sourced {
  const { file: name, line, column } = locate(document, offset);
  return { value, origin: 'file', detail: `${name}:${line}:${column}` };
}

function offsetOf(document: ConfigDocument, path: Path): number {
  return nearestSpan(document, path)?.value.start ?? 0;
}

function fromSettings(
  origin: OriginKind,
  settings: Settings | undefined,
  { path }: Place,
): Sourced | undefined {
  const name = formatPath(path);
  return settings?.has(name) === true ? { value: settings.get(name), origin } : undefined;
}

/** 1.0.4 copies the keys of a section one level deep: a map in it replaces the default map as a whole. */
function lostDefault(document: ConfigDocument, path: Path): Sourced | undefined {
  const [section, key] = path;
  const inFile = valueAt(document.value, [String(section)]);
  if (path.length < 3 || !isRecord(inFile) || !Object.hasOwn(inFile, String(key))) return undefined;
  const map = path.slice(0, 2);
  const note = `not set: ${formatPath(map)} in the file replaces all of its defaults and variables`;
  return { ...fromFile(document, offsetOf(document, map), null), note };
}
