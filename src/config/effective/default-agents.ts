import { readVariable, type Variables } from './layers.ts';
import type { LeafKey } from '../schema/leaf-keys.ts';
import type { Known, Sourced } from './origin.ts';
import { isRecord } from '../values.ts';

/**
 * The agents that run when the file has no list of them; a variable can set the count of each.
 * @param keys the keys of the section
 * @param inFile what the file has instead of a list
 */
export function defaultAgents(
  keys: readonly LeafKey[],
  inFile: unknown,
  variables: Variables,
): Known[] {
  const list = keys.find(({ path }) => path.length === 1);
  const count = keys.find(({ path }) => path.at(-1) === 'count');
  const note = isRecord(inFile) ? 'agents in the file is a map, which 1.0.4 ignores' : undefined;
  const known = (index: number, part: string, sourced: Sourced): Known => ({
    path: ['agents', index, part],
    key: undefined,
    sourced: note === undefined ? sourced : { ...sourced, note },
  });
  return agentsOf(list?.default).flatMap(({ type, count: preset }, index) => {
    const variable = list?.env[index];
    const set =
      variable === undefined || count === undefined
        ? undefined
        : readVariable(variable, variables, count);
    return [
      known(index, 'type', { value: type, origin: 'default' }),
      known(index, 'count', set ?? { value: preset, origin: 'default' }),
    ];
  });
}

function agentsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
