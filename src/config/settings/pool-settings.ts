import { AqeError } from '../../errors.ts';
import { defaultAgents } from '../effective/default-agents.ts';
import type { EffectiveInput } from '../effective/layers.ts';
import { sourceOf } from '../effective/layers.ts';
import { leafKeys } from '../schema/leaf-keys.ts';
import { isRecord, valueAt } from '../values.ts';

/** One entry of `agents`. */
interface AgentPool {
  readonly type: string;
  /** At least 0, an integer. */
  readonly count: number;
  /** Handed to the agents as they are. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** A module with an agent type of the user's own. */
  readonly module: string | undefined;
}

/** What 1.0.4 reads of a fleet, as 1.0.4 reads it: a number may be written as text. */
export interface PoolSettings {
  readonly maxAgents: number;
  readonly heartbeatMs: number;
  readonly pools: readonly AgentPool[];
}

/**
 * Reads the agents that a fleet begins with: the file's list, else the default ones, whose counts the environment may set.
 * @throws AqeError ENV_INVALID, CONFIG_INVALID for an agent without a type
 */
export function poolSettings(input: EffectiveInput): PoolSettings {
  const agents = valueAt(input.document?.value, ['agents']);
  return {
    maxAgents: numberAt('fleet.maxAgents', input),
    heartbeatMs: numberAt('fleet.heartbeatInterval', input),
    pools: Array.isArray(agents) ? agents.map(poolOf) : defaultPools(agents, input),
  };
}

function numberAt(name: string, input: EffectiveInput): number {
  const key = leafKeys('1.0.5').find(({ path }) => path.join('.') === name);
  if (key === undefined) throw new Error(`${name} is no key of the schema`);
  const value = Number(sourceOf({ path: key.path, key }, input).value);
  return Number.isFinite(value) && value > 0 ? value : Number(key.default);
}

function poolOf(agent: unknown, index: number): AgentPool {
  const type = valueAt(agent, ['type']);
  const module = valueAt(agent, ['module']);
  if (typeof type !== 'string' || type === '') {
    throw new AqeError('CONFIG_INVALID', `agents[${index}] has no type`, {
      hint: 'Each agent names its type: {type: test-generator, count: 2}.',
    });
  }
  return {
    type,
    count: countOf(valueAt(agent, ['count'])),
    settings: settingsOf(valueAt(agent, ['config'])),
    module: typeof module === 'string' ? module : undefined,
  };
}

function settingsOf(value: unknown): AgentPool['settings'] {
  return isRecord(value) ? value : {};
}

/** 1.0.4 starts as many as the loop makes of it; one when nothing is said. */
function countOf(value: unknown): number {
  if (value === undefined || value === null) return 1;
  const count = Math.ceil(Number(value));
  return Number.isFinite(count) && count > 0 ? count : 0;
}

function defaultPools(inFile: unknown, input: EffectiveInput): readonly AgentPool[] {
  const keys = leafKeys('1.0.5').filter(({ path }) => path[0] === 'agents');
  const known = defaultAgents(keys, isRecord(inFile) ? inFile : undefined, input);
  const at = (index: unknown, part: string): unknown =>
    known.find(({ path }) => path[1] === index && path[2] === part)?.sourced.value;
  return known
    .filter(({ path }) => path[2] === 'type')
    .map(({ path }) => ({
      type: String(at(path[1], 'type')),
      count: countOf(at(path[1], 'count')),
      settings: {},
      module: undefined,
    }));
}
