import type { Verdict } from '../../verdict.ts';
import {
  checkOf,
  type CheckVerdict,
  type Finding,
  notMeasured,
  type Requirement,
} from '../check.ts';
import type { CanaryState, Change, Examine } from '../subject.ts';
import { counted } from '../text.ts';

const wanted: Requirement = { id: 'canary', title: 'Canary against stable', target: 'PASS' };

/** The canary is shown to do no harm. */
export const canaryPasses: Examine = async (subject) => {
  const found = await subject.canary();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { value, source } = found;
  const finding = value.kind === 'over' ? overFinding(value) : comparedFinding(value);
  return checkOf(wanted, { ...finding, source });
};

function overFinding(state: Extract<CanaryState, { kind: 'over' }>): Finding {
  const { status, percent, by, reason } = state;
  return {
    verdict: status === 'completed' ? 'pass' : 'fail',
    measured: `${status} at ${percent} %`,
    value: percent / 100,
    reason: `by ${by}${reason === '' ? '' : `: ${reason}`}`,
  };
}

function comparedFinding({
  comparison,
  open,
}: Extract<CanaryState, { kind: 'compared' }>): Finding {
  const { verdict, metrics } = comparison;
  const decisive = metrics.filter((metric) => metric.required && metric.verdict === verdict);
  const reasons = decisive.map(({ metric, reason }) => `${metric}: ${reason}`);
  return {
    verdict: verdictOf(verdict, open),
    measured: verdict,
    n: metrics.find(({ metric }) => metric === 'errorRate')?.n.canary ?? null,
    needed: metrics.find(({ needed }) => needed !== null)?.needed?.canary ?? null,
    reason: (open === undefined ? reasons : [open, ...reasons]).join('; '),
  };
}

function verdictOf(verdict: Verdict, open: string | undefined): CheckVerdict {
  if (verdict === 'FAIL') return 'fail';
  return verdict === 'PASS' && open === undefined ? 'pass' : 'not-measured';
}

const HOUR = 3_600_000;

/** Nothing was changed or rolled back for so many hours. */
export const stableFor =
  (hours: number): Examine =>
  async (subject) => {
    const stable = { id: `stable-${hours}h`, title: `${hours} hours stable`, target: 'no change' };
    const found = await subject.changes(hours * HOUR);
    if (found.kind === 'absent') return checkOf(stable, notMeasured(found));
    const { changes, began, from } = found.value;
    const { source } = found;
    const known = { measured: counted(changes.length, 'change'), value: changes.length, source };
    const [last] = changes;
    const rolledBack = changes.find(({ action }) => isRollback(action));
    if (rolledBack !== undefined) {
      return checkOf(stable, { ...known, verdict: 'fail', reason: told(rolledBack) });
    }
    if (began === undefined) {
      const reason = 'nothing was ever changed: the rollout has not begun';
      return checkOf(stable, { ...known, verdict: 'not-measured', reason });
    }
    if (last !== undefined) {
      const hoursLeft = Math.ceil((last.at - from) / HOUR);
      const reason = `${told(last)}; ${counted(hoursLeft, 'hour')} to go`;
      return checkOf(stable, { ...known, verdict: 'not-measured', reason });
    }
    return checkOf(stable, {
      ...known,
      verdict: 'pass',
      reason: `none since ${new Date(from).toISOString()}`,
    });
  };

/** What goes back to where the fleet was. */
function isRollback(action: string): boolean {
  return /^rollback\b|^canary\.(?:abort|fail|rollback)/.test(action);
}

function told({ action, by, at, reason }: Change): string {
  const why = reason === '' ? '' : ` (${reason})`;
  return `${action} by ${by}, ${new Date(at).toISOString()}${why}`;
}
