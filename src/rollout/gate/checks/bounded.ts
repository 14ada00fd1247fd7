import type { Bound } from '../../measure/bounds.ts';
import type { FleetReading } from '../../measure/fleet-reading.ts';
import { checkOf, type Finding, notMeasured, type Requirement } from '../check.ts';
import type { Examine } from '../subject.ts';
import { count } from '../text.ts';

/** A measurement with a limit, how it is written, and what it counts. */
interface Bounded {
  readonly bound: Bound;
  readonly text: (value: number) => string;
  /** In the plural. */
  readonly noun: string;
}

/** A check that reads something off the fleet and holds it against a limit. */
export function fleetCheck(
  wanted: Requirement,
  measure: (reading: FleetReading) => Bounded | string,
): Examine {
  return async (subject) => {
    const found = await subject.fleet();
    if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
    const measured = measure(found.value);
    const finding =
      typeof measured === 'string'
        ? notMeasured({ kind: 'absent', reason: measured })
        : boundFinding(measured);
    const reason = [finding.reason, ...found.value.notes].join('; ');
    return checkOf(wanted, { ...finding, reason, source: found.source });
  };
}

const verdicts = { within: 'pass', beyond: 'fail', undecided: 'not-measured' } as const;

/** What a bound says of its limit. */
export function boundFinding({ bound, text, noun }: Bounded): Finding {
  const { value, interval, n, needed, verdict } = bound;
  return {
    verdict: verdicts[verdict],
    measured: value === null ? null : text(value),
    value,
    interval:
      interval !== null && Number.isFinite(interval.low) && Number.isFinite(interval.high)
        ? interval
        : null,
    n,
    needed,
    reason: reasonOf({ bound, text, noun }),
  };
}

function reasonOf({ bound, text, noun }: Bounded): string {
  const { interval, n, needed, verdict } = bound;
  const of = `${count(n)} ${noun}`;
  if (verdict === 'undecided' && needed !== null) {
    return `${of}; needs about ${count(needed)} more`;
  }
  if (interval === null) return of;
  const range = `${text(interval.low)} to ${Number.isFinite(interval.high) ? text(interval.high) : 'more'}`;
  return verdict === 'undecided'
    ? `${of}; ${range} cannot be told from the target`
    : `${of}; ${range}`;
}
