import type { FlagEdit } from '../core/flags/edit-flags.ts';
import { didYouMean } from '../config/schema/near-key.ts';
import { isRecord } from '../config/values.ts';
import { HttpProblem } from './http-problem.ts';

/** A change of flags as a caller asked for it. */
export interface FlagRequest {
  readonly edit: FlagEdit;
  readonly by: string;
  readonly reason: string;
}

type Fields = Readonly<Record<string, unknown>>;

const known = ['flags', 'agentType', 'percent', 'by', 'reason'];
const features = ['multiModelRouter', 'streaming'];
const MAX_TEXT = 500;

/**
 * Reads the body of a request that changes flags: `null` takes back what the store says of a flag or of the share.
 * @throws HttpProblem REQUEST_INVALID
 */
export function parseFlagRequest(body: unknown): FlagRequest {
  const fields = recordOf(body, 'the body', known);
  const flags = flagsOf(recordOf(fields['flags'] ?? {}, 'flags', features));
  const agentType = textOf(fields, 'agentType');
  const percent = percentOf(fields['percent']);
  const isEmpty = Object.keys(flags).length === 0;
  if (isEmpty && (percent === undefined || agentType !== undefined)) {
    throw invalid('nothing is to be changed', '{"flags": {"streaming": true}}');
  }
  const by = textOf(fields, 'by') ?? 'api';
  return { edit: { flags, agentType, percent }, by, reason: textOf(fields, 'reason') ?? '' };
}

function recordOf(value: unknown, name: string, keys: readonly string[]): Fields {
  if (!isRecord(value)) throw invalid(`${name} is no JSON object`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown === undefined) return value;
  throw invalid(`${name} has no key "${unknown}"`, didYouMean(unknown, keys));
}

function flagsOf(fields: Fields): FlagEdit['flags'] {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (value === null) return [name, 'default' as const];
      if (typeof value === 'boolean') return [name, value];
      throw invalid(`${name} is neither true, false nor null`);
    }),
  );
}

function percentOf(value: unknown): number | 'default' | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'default';
  if (typeof value === 'number' && value >= 0 && value <= 100) return value;
  throw invalid('percent is no number from 0 to 100');
}

function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT) return value;
  throw invalid(`${name} is no text of up to ${MAX_TEXT} characters`);
}

function invalid(message: string, hint?: string): HttpProblem {
  return new HttpProblem('REQUEST_INVALID', message, hint === undefined ? {} : { hint });
}
