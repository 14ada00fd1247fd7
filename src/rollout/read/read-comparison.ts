import type { Arms, Evidence } from '../evidence.ts';
import { type ArmData, readArm } from './read-arm.ts';
import { field, invalid, isRecord, type JsonRecord, measured } from './field.ts';
import { readMemory } from './read-memory.ts';
import { taskEvidence } from './task-evidence.ts';
import { totalsEvidence, type TotalsWindow } from './totals-evidence.ts';

/** JSON that was read, and the name of where it comes from. */
export interface JsonSource {
  readonly name: string;
  readonly value: unknown;
}

const armNames = new Map([
  ['canary', 'canary'],
  ['new', 'canary'],
  ['treatment', 'canary'],
  ['experiment', 'canary'],
  ['stable', 'stable'],
  ['baseline', 'stable'],
  ['control', 'stable'],
] as const);

/**
 * Reads what two arms did: one value that has both, or canary's first and stable's second.
 * @param share of canary, 0 to 1, over what the data says
 * @throws AqeError DATA_INVALID
 */
export function readComparison(
  sources: readonly JsonSource[],
  share: number | undefined,
): Evidence {
  const [first, second] = sources;
  const source = `JSON of ${sources.map(({ name }) => name).join(' and ')}`;
  const common = {
    source,
    streams: { kind: 'inapplicable', reason: 'nobody measured it' } as const,
    defects: [],
    notes: [],
  };
  const value =
    second === undefined ? first?.value : { canary: first?.value, stable: second.value };
  const root = isRecord(value) ? value : {};
  const windows = field(root, 'windows');
  if (Array.isArray(windows)) return { ...common, ...ofWindows(root, windows, share) };
  const data = armsOf(value);
  const configured = share ?? shareOf(root);
  return {
    ...common,
    memory: readMemory({ canary: data.canary.memory, stable: data.stable.memory }),
    replicas: replicasOf(data),
    ...(data.canary.kind === 'tasks' && data.stable.kind === 'tasks'
      ? taskEvidence({ canary: data.canary.tasks, stable: data.stable.tasks }, configured)
      : totalsEvidence([{ totals: bothTotals(data), share: configured }])),
  };
}

type Part = Omit<Evidence, 'source' | 'streams' | 'defects' | 'notes'>;

function ofWindows(root: JsonRecord, list: readonly unknown[], share: number | undefined): Part {
  const windows = list.map((each, index): TotalsWindow => {
    if (!isRecord(each)) throw invalid(`windows[${index}] is not a map of canary and stable`);
    return { totals: bothTotals(armsOf(each)), share: share ?? shareOf(each) ?? shareOf(root) };
  });
  if (windows.length === 0) throw invalid('windows is empty');
  const memoryOf = (arm: 'canary' | 'stable'): unknown => {
    const given = field(root, arm);
    return isRecord(given) ? field(given, 'memory', 'processes') : undefined;
  };
  return {
    memory: readMemory({ canary: memoryOf('canary'), stable: memoryOf('stable') }),
    replicas: undefined,
    ...totalsEvidence(windows),
  };
}

/** Both arms of a map, or of a list of tasks that say theirs. */
function armsOf(value: unknown): Arms<ArmData> {
  if (isRecord(value)) {
    const canary = field(value, 'canary', 'new', 'treatment', 'experiment');
    const stable = field(value, 'stable', 'baseline', 'control');
    if (canary !== undefined && stable !== undefined) {
      return { canary: readArm(canary, 'canary'), stable: readArm(stable, 'stable') };
    }
    const list = field(value, 'tasks', 'records', 'samples');
    if (!Array.isArray(list)) {
      const missing = canary === undefined ? 'canary' : 'stable';
      throw invalid(`there is no ${missing} in the data, and no list of tasks`);
    }
    return armsOf(list);
  }
  if (!Array.isArray(value)) throw invalid('the data is neither a map nor a list of tasks');
  const groups: Record<'canary' | 'stable', unknown[]> = { canary: [], stable: [] };
  for (const [index, task] of value.entries()) {
    groups[armOf(task, index)].push(task);
  }
  return { canary: readArm(groups.canary, 'canary'), stable: readArm(groups.stable, 'stable') };
}

function armOf(task: unknown, index: number): 'canary' | 'stable' {
  const name: unknown = isRecord(task) ? field(task, 'variant', 'arm', 'group') : undefined;
  for (const [known, arm] of armNames) if (known === name) return arm;
  throw invalid(`task ${index} says neither canary nor stable (variant: ${JSON.stringify(name)})`);
}

/** Sums of both; tasks that are listed are counted. */
function bothTotals({ canary, stable }: Arms<ArmData>): TotalsWindow['totals'] {
  return { canary: totalsOf(canary), stable: totalsOf(stable) };
}

function totalsOf(data: ArmData): TotalsWindow['totals']['canary'] {
  if (data.kind === 'totals') return data.totals;
  const { tasks } = data;
  const column = (name: 'durationMs' | 'cost'): readonly (number | null)[] | undefined =>
    tasks.some((task) => task[name] !== undefined)
      ? tasks.map((task) => task[name] ?? null)
      : undefined;
  return {
    trials: tasks.length,
    failures: tasks.filter(({ failed }) => failed).length,
    durations: column('durationMs'),
    costs: column('cost'),
    p95: undefined,
    meanCost: undefined,
  };
}

function replicasOf({ canary, stable }: Arms<ArmData>): Arms<number> | undefined {
  return canary.replicas === undefined || stable.replicas === undefined
    ? undefined
    : { canary: canary.replicas, stable: stable.replicas };
}

/** A share as a part of 1 or in percent. */
function shareOf(record: JsonRecord): number | undefined {
  const part = measured(field(record, 'share', 'canaryShare'), 'share');
  const percent = measured(field(record, 'percent', 'canaryPercent', 'rolloutPercent'), 'percent');
  const share = part ?? (typeof percent === 'number' ? percent / 100 : undefined);
  if (share === undefined) return undefined;
  if (!(share > 0 && share < 1)) throw invalid(`a share of ${share} is not between 0 and 1`);
  return share;
}
