import { AqeError } from '../../errors.ts';
import { type ConfigDocument, locate } from '../document/parse.ts';
import { formatPath, nearestSpan, type Path } from '../document/span.ts';
import { type EffectiveInput, sourceOf } from '../effective/layers.ts';
import { type LeafKey, leafKeys } from '../schema/leaf-keys.ts';

/** Reads single settings by their paths, from wherever they are set. Every method throws AqeError CONFIG_INVALID for a value of another type. */
export interface SettingReader {
  boolean(path: string): boolean;
  number(path: string): number;
  text(path: string): string;
  /** Undefined where the setting has neither a value nor a default. */
  optionalNumber(path: string): number | undefined;
  optionalText(path: string): string | undefined;
}

/** Makes a reader of the keys of 1.0.5. */
export function settingReader(input: EffectiveInput): SettingReader {
  const keys = new Map(leafKeys('1.0.5').map((key) => [key.path.join('.'), key]));
  const valueAt = (name: string): unknown => {
    const key = keys.get(name);
    if (key === undefined) throw new Error(`${name} is no key of the schema`);
    return sourceOf({ path: key.path, key }, input).value ?? undefined;
  };
  const optional = <T>(name: string, is: (value: unknown) => value is T): T | undefined => {
    const value = valueAt(name);
    if (value === undefined || is(value)) return value;
    throw notOfType(keys.get(name), input.document);
  };
  const required = <T>(name: string, is: (value: unknown) => value is T): T => {
    const value = optional(name, is);
    if (value === undefined) throw notOfType(keys.get(name), input.document);
    return value;
  };
  return {
    boolean: (name) => required(name, isBoolean),
    number: (name) => required(name, isNumber),
    text: (name) => required(name, isText),
    optionalNumber: (name) => optional(name, isNumber),
    optionalText: (name) => optional(name, isText),
  };
}

/** The error for a value that cannot be used, with its place when it is in the file. */
export function invalidSetting(
  message: string,
  path: Path,
  document: ConfigDocument | undefined,
): AqeError {
  const span = document === undefined ? undefined : nearestSpan(document, path);
  return new AqeError('CONFIG_INVALID', message, {
    location:
      document === undefined || span === undefined ? undefined : locate(document, span.value.start),
    hint: 'See everything that is wrong with: aqe validate-config',
  });
}

function notOfType(key: LeafKey | undefined, document: ConfigDocument | undefined): AqeError {
  const path = key?.path ?? [];
  return invalidSetting(`${formatPath(path)} must be a ${key?.type ?? 'value'}`, path, document);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
