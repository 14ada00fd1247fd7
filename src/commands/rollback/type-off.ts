import { didYouMean } from '../../config/schema/near-key.ts';
import { editFlags } from '../../core/flags/edit-flags.ts';
import { AqeError } from '../../errors.ts';
import { agentTypeNames } from '../../fleet/agents/agent-types.ts';
import type { FlagsRollback } from './roll-back-flags.ts';

/**
 * Everything off for one agent type.
 * @throws AqeError USAGE
 */
export function typeOff(agentType: string): FlagsRollback {
  if (agentType.trim() === '') {
    throw new AqeError('USAGE', '--agent-type is empty', { hint: 'Name an agent type.' });
  }
  const isKnown = agentTypeNames.includes(agentType);
  const hint = didYouMean(agentType, agentTypeNames) ?? 'Right for a type of your own.';
  return {
    action: 'rollback.partial',
    agentType,
    warnings: isKnown ? [] : [`"${agentType}" is no built-in agent type. ${hint}`],
    make: (content) =>
      editFlags(content, { flags: { multiModelRouter: false, streaming: false }, agentType }),
  };
}
