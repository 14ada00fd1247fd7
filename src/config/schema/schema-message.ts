import type { ErrorObject } from 'ajv';
import type { FindingText } from '../validate/finding-at.ts';
import { instancePath } from './instance-path.ts';
import { limitsText } from './limits.ts';
import { didYouMean } from './near-key.ts';
import type { RuleCode } from '../rules/rule-code.ts';
import { formatPath, type Path } from '../document/span.ts';
import type { JsonSchema } from './schema.ts';
import { type ConfigRecord, isRecord, valueAt } from '../values.ts';

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'nothing',
  number: 'a number',
  object: 'a map',
  string: 'a text',
};

const limitWords: Readonly<Record<string, string>> = {
  '>': 'above',
  '>=': 'at least',
  '<': 'below',
  '<=': 'at most',
};

type Describe = (error: ErrorObject, path: Path) => FindingText;

const describeLimit: Describe = (error, path) => {
  const { comparison, limit } = paramsOf(error);
  const given = typeof error.data === 'number' ? `, not ${error.data}` : '';
  const word = limitWords[String(comparison)] ?? '';
  return text('out-of-range', path, `must be ${word} ${String(limit)}${given}`);
};

/** Text, number, boolean, map and list. */
const ANYTHING = 5;

const describePattern: Describe = (error, path) => {
  const examples = valueAt(error.parentSchema, ['examples', 0]);
  const like =
    typeof examples === 'string' ? `must be a text like "${examples}"` : 'is not allowed';
  return text('wrong-value', path, like);
};

const describeEmpty: Describe = (_error, path) => text('out-of-range', path, 'must not be empty');

const describeType: Describe = (error, path) => {
  const given = paramsOf(error)['type'];
  // Where 1.0.4 takes anything but nothing, the list would say less than this.
  if (error.data === null && Array.isArray(given) && given.length >= ANYTHING)
    return text('wrong-type', path, 'has no value');
  const types = words(given, typeWords);
  const refused = text('wrong-type', path, `must be ${types}, not ${typeOf(error.data)}`);
  return isYaml11Boolean(error.data) ? { ...refused, hint: yaml11Hint } : refused;
};

/** By ajv's keyword. */
const descriptions: Readonly<Record<string, Describe>> = {
  additionalProperties: (error, path) =>
    unknownKey(error, [...path, String(paramsOf(error)['additionalProperty'])]),
  required: (error, path) => missingKey(path, String(paramsOf(error)['missingProperty'])),
  type: describeType,
  enum: (error, path) =>
    text('wrong-value', path, `must be one of ${words(paramsOf(error)['allowedValues'])}`),
  const: (error, path) =>
    text('wrong-value', path, `must be ${String(paramsOf(error)['allowedValue'])}`),
  minimum: describeLimit,
  maximum: describeLimit,
  exclusiveMinimum: describeLimit,
  exclusiveMaximum: describeLimit,
  not: (_error, path) => text('wrong-value', path, 'is not allowed'),
  pattern: describePattern,
  minItems: describeEmpty,
  minLength: describeEmpty,
  minProperties: describeEmpty,
};

/** How 1.0.4's schema excludes single values of types that were not meant. */
const exclusions = new Set(['pattern', 'not', 'const']);

/**
 * Says in words what the schema refuses. Values are not repeated: they may be secrets.
 * @param meant of several forms that the value may have, the one that is meant
 */
export function describeSchemaError(
  error: ErrorObject,
  value: unknown,
  meant?: JsonSchema,
): FindingText {
  const path = instancePath(error.instancePath, value);
  if (meant !== undefined && exclusions.has(error.keyword)) {
    const limits = limitsText(meant);
    const wanted = limits === '' ? 'must not be empty, 0 or false' : `must be ${limits}`;
    return text('out-of-range', path, wanted);
  }
  const describe = descriptions[error.keyword];
  return describe?.(error, path) ?? text('wrong-value', path, error.message ?? 'is not allowed');
}

function paramsOf({ params }: ErrorObject): ConfigRecord {
  return isRecord(params) ? params : {};
}

const yaml11Hint = 'In YAML 1.2 yes, no, on and off are texts: write true or false.';

function isYaml11Boolean(value: unknown): boolean {
  return typeof value === 'string' && /^(?:yes|no|on|off)$/i.test(value);
}

function text(code: RuleCode, path: Path, message: string): FindingText {
  return { code, path, message: `${path.length === 0 ? 'the file' : formatPath(path)} ${message}` };
}

function unknownKey(error: ErrorObject, path: Path): FindingText {
  const known = isRecord(error.parentSchema?.['properties'])
    ? Object.keys(error.parentSchema['properties'])
    : [];
  const hint = didYouMean(String(path.at(-1)), known) ?? `Known here: ${known.join(', ')}.`;
  return { ...text('unknown-key', path, 'is not a known key'), hint };
}

function missingKey(path: Path, key: string): FindingText {
  const owner = path.length === 0 ? 'the file' : formatPath(path);
  return { code: 'missing-key', path, message: `${owner} has no ${key}`, hint: `Add ${key}.` };
}

function words(list: unknown, names: Readonly<Record<string, string>> = {}): string {
  const items: unknown[] = Array.isArray(list) ? list : [list];
  return items
    .map((item) => names[String(item)] ?? String(item))
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
}

function typeOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return String(value);
  // Only .nan and .inf are numbers that a schema refuses by their type.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return typeWords[typeof value] ?? typeof value;
}
