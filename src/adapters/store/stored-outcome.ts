import type { AttemptRecord } from '../../core/escalation/escalation-history.ts';
import type { VerifiedOutcome } from '../../core/escalation/outcome-log.ts';
import type { Row } from './rows.ts';

/** In the order of {@link outcomeValues}. */
export const outcomeColumns = 'id, at, agent_type, band, attempts';

/** An outcome as the values of its columns. */
export function outcomeValues(outcome: VerifiedOutcome): readonly (string | number)[] {
  const { id, at, agentType, band, attempts } = outcome;
  return [id, at, agentType, band, JSON.stringify(attempts)];
}

/** An outcome from its row. */
export function outcomeOf(row: Row): VerifiedOutcome {
  const attempts: unknown = JSON.parse(String(row['attempts']));
  return {
    id: String(row['id']),
    at: Number(row['at']),
    agentType: String(row['agent_type']),
    band: Number(row['band']),
    attempts: Array.isArray(attempts) ? attempts.filter(isAttempt) : [],
  };
}

function isAttempt(value: unknown): value is AttemptRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'model' in value &&
    typeof value.model === 'string' &&
    'accepted' in value &&
    typeof value.accepted === 'number' &&
    'cost' in value &&
    typeof value.cost === 'number'
  );
}
