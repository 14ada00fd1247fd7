import type { Finding } from '../validate/finding.ts';
import { findingAtKey } from '../validate/finding-at.ts';
import { didYouMean } from '../schema/near-key.ts';
import { formatPath, type Path } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

/** The sections whose keys are agent types. */
const sections: readonly Path[] = [
  ['featureOverrides', 'agentType'],
  ['routing', 'escalation', 'perAgentType'],
];

/** What is said of an agent type that nobody has counts for nothing. Users have types of their own, so that only a near miss is worth a warning. */
export function unknownAgentTypes({ document, value, agentTypes }: RuleInput): Finding[] {
  const known = [...agentTypes, ...typesOfFleet(value['agents'])];
  return sections.flatMap((section) => {
    const types = valueAt(value, section);
    if (!isRecord(types)) return [];
    return Object.keys(types)
      .filter((type) => !known.includes(type))
      .map((type) => {
        const path = [...section, type];
        const meant = didYouMean(type, known);
        return findingAtKey(document, {
          code: 'agent-type-unknown',
          path,
          message: `${formatPath(path)}: "${type}" is no built-in agent type, and agents does not list it`,
          hint: meant ?? 'Right for a type of your own.',
          severity: meant === undefined ? 'info' : 'warning',
        });
      });
  });
}

function typesOfFleet(agents: unknown): readonly string[] {
  if (!Array.isArray(agents)) return [];
  return agents.flatMap((agent: unknown) => {
    const type = valueAt(agent, ['type']);
    return typeof type === 'string' ? [type] : [];
  });
}
