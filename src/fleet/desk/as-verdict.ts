import type { Verdict } from '../../core/escalation/verdict.ts';
import { isRecord } from '../../config/values.ts';
import { AqeError } from '../../errors.ts';

const kinds: readonly Verdict['kind'][] = ['accept', 'reject', 'unknown'];

/**
 * What an agent's own judge answered: it may be plain JavaScript, and what is no verdict must not be taken for one.
 * @throws AqeError AGENT_INVALID
 */
export function asVerdict(answered: unknown): Verdict {
  if (isRecord(answered)) {
    const { kind: name, reasons } = answered;
    const kind = kinds.find((known) => known === name);
    if (kind !== undefined && Array.isArray(reasons)) return { kind, reasons: reasons.map(String) };
  }
  throw new AqeError('AGENT_INVALID', 'verify answered what is no verdict', {
    hint: "Let it answer { kind: 'accept' | 'reject' | 'unknown', reasons: ['…'] }.",
  });
}
