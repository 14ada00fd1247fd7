import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { defaultAt } from '../schema/schema-keys.ts';
import { isRecord, valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

/** 1.0.4 looks at lists only. */
export function agentsMap({ document, value }: RuleInput): Finding[] {
  if (!isRecord(value['agents'])) return [];
  return [
    findingAt(document, {
      code: 'agents-map',
      path: ['agents'],
      message: 'agents is a map; 1.0.4 ignored it and ran its three default agents',
      hint: 'Write a list: `- type: test-generator`, and `count: 3` below it.',
    }),
  ];
}

/** The agents together must fit into the fleet. */
export function maxAgentsExceeded({ document, value, version }: RuleInput): Finding[] {
  const agents: unknown = value['agents'];
  const path = ['fleet', 'maxAgents'];
  const limit = valueAt(value, path) ?? defaultAt(version, path);
  if (!Array.isArray(agents) || typeof limit !== 'number') return [];
  const counts = agents.map((agent: unknown) => valueAt(agent, ['count']));
  const sum = counts.reduce<number>(
    (total, count) => total + (typeof count === 'number' ? count : 0),
    0,
  );
  if (sum <= limit) return [];
  const isDefault = valueAt(value, path) === undefined;
  return [
    findingAt(document, {
      code: 'max-agents-exceeded',
      path: isDefault ? ['agents'] : path,
      message: `the agents add up to ${sum}, but fleet.maxAgents is ${limit}${isDefault ? ' by default' : ''}`,
      hint: 'Raise fleet.maxAgents, or lower a count.',
    }),
  ];
}
