import { checkOf, notMeasured } from '../check.ts';
import type { Change, Examine } from '../subject.ts';
import { counted } from '../text.ts';

/** The canary is shown to do no harm. */
export const canaryPasses: Examine = async (subject) => {
  const wanted = { id: 'canary', title: 'Canary against stable', target: 'PASS' };
  const found = await subject.canary();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { verdict, metrics } = found.value;
  const decisive = metrics.filter((metric) => metric.required && metric.verdict === verdict);
  const sizes = metrics.find(({ metric }) => metric === 'errorRate')?.n;
  const verdicts = { PASS: 'pass', FAIL: 'fail' } as const;
  return checkOf(wanted, {
    verdict: verdict === 'PASS' || verdict === 'FAIL' ? verdicts[verdict] : 'not-measured',
    measured: verdict,
    n: sizes?.canary ?? null,
    needed: metrics.find(({ needed }) => needed !== null)?.needed?.canary ?? null,
    source: found.source,
    reason: decisive.map(({ metric, reason }) => `${metric}: ${reason}`).join('; '),
  });
};

const HOUR = 3_600_000;

/** Nothing was changed or rolled back for so many hours. */
export const stableFor =
  (hours: number): Examine =>
  async (subject) => {
    const wanted = { id: `stable-${hours}h`, title: `${hours} hours stable`, target: 'no change' };
    const found = await subject.changes(hours * HOUR);
    if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
    const { changes, began, from } = found.value;
    const { source } = found;
    const known = { measured: counted(changes.length, 'change'), value: changes.length, source };
    const [last] = changes;
    const rolledBack = changes.find(({ action }) => isRollback(action));
    if (rolledBack !== undefined) {
      return checkOf(wanted, { ...known, verdict: 'fail', reason: told(rolledBack) });
    }
    if (began === undefined) {
      const reason = 'nothing was ever changed: the rollout has not begun';
      return checkOf(wanted, { ...known, verdict: 'not-measured', reason });
    }
    if (last !== undefined) {
      const hoursLeft = Math.ceil((last.at - from) / HOUR);
      const reason = `${told(last)}; ${counted(hoursLeft, 'hour')} to go`;
      return checkOf(wanted, { ...known, verdict: 'not-measured', reason });
    }
    return checkOf(wanted, {
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
