import type { AuditEntry } from '../../core/flags/audit-trail.ts';
import { isRecord } from '../read/field.ts';
import type { GateNumber } from './check.ts';
import type { Signature } from './subject.ts';

/** What the audit trail calls a signature. */
export const SIGN = 'gate.sign';

/** What an entry with the action {@link SIGN} carries. */
export interface SignatureDetails {
  readonly gate: GateNumber;
  /** The ids of the checks. */
  readonly checks: readonly string[];
  readonly withdrawn: boolean;
}

/** The signatures of a gate, the newest first; what is written otherwise is none. */
export function signaturesIn(
  entries: readonly AuditEntry[],
  gate: GateNumber,
): readonly Signature[] {
  return entries.flatMap(({ action, at, by, reason, details }) => {
    if (action !== SIGN || !isRecord(details) || details['gate'] !== gate) return [];
    const { checks } = details;
    if (!Array.isArray(checks)) return [];
    const withdrawn = details['withdrawn'] === true;
    return checks.flatMap((check: unknown) =>
      typeof check === 'string' ? [{ check, by, at, note: reason, withdrawn }] : [],
    );
  });
}
