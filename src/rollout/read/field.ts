import { AqeError } from '../../errors.ts';

/** A map of JSON. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** True for maps: not null, not a list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these keys that a map has; undefined when it has none of them. */
export function field(record: JsonRecord, ...names: readonly string[]): unknown {
  const name = names.find((each) => Object.hasOwn(record, each));
  return name === undefined ? undefined : record[name];
}

/**
 * A measured number: null when it is said not to be known (null, NaN, an empty text), undefined when nothing is said.
 * @throws AqeError DATA_INVALID for what is no number at all
 */
export function measured(value: unknown, where: string): number | null | undefined {
  if (value === undefined || value === null) return value;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    const text = value.trim().replace(/^\$/, '');
    if (/^(|nan|null|none|unknown|[+-]?inf(inity)?)$/i.test(text)) return null;
    const number = Number(text);
    if (!Number.isNaN(number)) return number;
  }
  throw invalid(`${where} is ${JSON.stringify(value)}, not a number`);
}

/** The text of a name or a word; undefined for what is neither text nor number. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Data that cannot be what it should be. */
export function invalid(message: string): AqeError {
  return new AqeError('DATA_INVALID', message, {
    hint: 'docs/canary.md shows what a file may look like.',
  });
}
