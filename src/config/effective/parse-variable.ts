import { AqeError } from '../../errors.ts';
import { HIDDEN, looksSecret } from '../secrets/hidden-value.ts';
import type { LeafKey } from '../schema/leaf-keys.ts';
import { limitsText, withinLimits } from '../schema/limits.ts';
import { formsOf } from '../schema/schema.ts';
import { formatPattern } from '../schema/schema-nodes.ts';

const SHOWN_CHARACTERS = 40;

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/**
 * Reads an environment variable as the type of its key.
 * @param name the variable, and where it stands when that is not the environment itself
 * @throws AqeError ENV_INVALID naming the variable and what it takes
 */
export function parseVariable(name: string, text: string, key: LeafKey): unknown {
  const value = readText(text, key);
  if (value === undefined) throw invalid(name, text, key);
  return value;
}

function readText(text: string, key: LeafKey): unknown {
  switch (key.type) {
    case 'boolean': {
      return booleans.get(text);
    }
    case 'integer':
    case 'number': {
      return readNumber(text, key);
    }
    case 'array': {
      return text.split(',').map((item) => item.trim());
    }
    case 'any':
    case 'object':
    case 'string': {
      return matches(key, text) ? text : undefined;
    }
  }
}

/** Plain decimal notation only: what else `Number` takes is a slip more often than not. */
function readNumber(text: string, key: LeafKey): number | undefined {
  const number = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Number(text) : undefined;
  return number !== undefined && allows(key, number) ? number : undefined;
}

function allows(key: LeafKey, value: number): boolean {
  if (key.type === 'integer' && !Number.isInteger(value)) return false;
  return withinLimits(intended(key), value);
}

function matches(key: LeafKey, text: string): boolean {
  const { pattern } = intended(key);
  return typeof pattern !== 'string' || new RegExp(pattern).test(text);
}

/** The first of several forms is the one that is meant; the others are what 1.0.4 takes too. */
function intended(key: LeafKey): Readonly<Record<string, unknown>> {
  return formsOf(key.schema)[0] ?? {};
}

/** `a whole number, at least 1`, for messages and the documentation. */
export function acceptedText(key: LeafKey): string {
  if (key.type === 'boolean') return 'true or false';
  if (key.type === 'array') return 'texts with commas between them';
  if (key.type !== 'integer' && key.type !== 'number')
    return `a text like ${JSON.stringify(key.example)}`;
  const range = limitsText(intended(key));
  const number = key.type === 'integer' ? 'a whole number' : 'a number';
  return range === '' ? number : `${number}, ${range}`;
}

function invalid(name: string, text: string, key: LeafKey): AqeError {
  const short = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  const shown = key.secret || looksSecret(text) ? HIDDEN : JSON.stringify(short);
  return new AqeError(
    'ENV_INVALID',
    `the environment variable ${name} must be ${acceptedText(key)}, not ${shown}`,
    { hint: `It sets ${formatPattern(key.path)}. Correct the variable, or unset it.` },
  );
}
