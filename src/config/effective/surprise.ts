import type { EffectiveInput } from './layers.ts';
import type { Known } from './origin.ts';
import { valueAt } from '../values.ts';
import { isNewSection } from '../version-of.ts';

/** What a reader of the file would not expect of a value; undefined when there is nothing. */
export function surpriseOf(known: Known, input: EffectiveInput): string | undefined {
  const { path, sourced } = known;
  if (sourced.note !== undefined) return sourced.note;
  if (path.includes('<<')) return 'no effect: merge keys are not expanded';
  if (sourced.origin === 'file' && isVariable(sourced.value)) {
    return 'variables in the file are not expanded';
  }
  return secondSource(known, input);
}

function isVariable(value: unknown): boolean {
  return typeof value === 'string' && /\$\{\w+\}/.test(value);
}

function secondSource({ path, key }: Known, { document, env }: EffectiveInput): string | undefined {
  const variable = key?.env.find((name) => (env[name] ?? '') !== '');
  if (variable === undefined || valueAt(document?.value, path) === undefined) return undefined;
  return isNewSection(path)
    ? 'the file sets it too; the environment wins'
    : `${variable} is set too; in this section the file wins`;
}
