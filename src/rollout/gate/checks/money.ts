import { checkOf, type Finding, notMeasured } from '../check.ts';
import type { Examine, Savings } from '../subject.ts';
import { count, counted, percent, usd } from '../text.ts';

const TARGET = 0.2;
/** So few tasks say nothing about costs. */
const FLOOR = 50;
/** What nobody measured may be so much of the spend. */
const UNMEASURED = 0.05;

const wantedSavings = { id: 'cost-savings', title: 'Cost savings', target: '> 20 %' };

/** The router saves what it promised, in money that somebody was billed for. */
export const savings: Examine = async (subject) => {
  const found = await subject.savings();
  if (found.kind === 'absent') return checkOf(wantedSavings, notMeasured(found));
  const { value, source } = found;
  const { spent, baselineCost, tasks, interval = null } = value;
  const saved = baselineCost > 0 ? 1 - spent / baselineCost : null;
  return checkOf(wantedSavings, {
    measured: saved === null ? null : percent(saved),
    value: saved,
    interval,
    n: tasks,
    source,
    ...(noEvidence(value) ?? verdictOn(value)),
  });
};

function undecided(reason: string, needed: number | null = null): Finding {
  return { verdict: 'not-measured', reason, needed };
}

/** Why nothing can be said of savings; undefined when something can. */
function noEvidence(state: Savings): Finding | undefined {
  const { baseline, spent, baselineCost, simulated, unmeasured, tasks, referencePrices } = state;
  if (baselineCost <= 0) return undecided('nothing was answered that could be compared', FLOOR);
  if (simulated > 0) {
    return undecided(`simulated: ${usd(simulated)} of ${usd(spent)}, which nobody was billed for`);
  }
  if (referencePrices) return undecided(`${baseline} never existed; name another --baseline`);
  if (tasks < FLOOR) {
    const needed = FLOOR - tasks;
    return undecided(`${counted(tasks, 'task')}; needs about ${count(needed)} more`, needed);
  }
  return unmeasured > UNMEASURED * spent
    ? undecided(`${usd(unmeasured)} of ${usd(spent)} is estimated or charged in full`)
    : undefined;
}

function verdictOn({ baseline, spent, baselineCost, tasks, interval }: Savings): Finding {
  const sums = `${usd(spent)} for ${counted(tasks, 'task')}; the same answers at the prices of ${baseline}: ${usd(baselineCost)}`;
  if (interval === undefined) return { verdict: 'not-measured', reason: sums };
  const { low, high } = interval;
  if (low > TARGET) return { verdict: 'pass', reason: sums };
  if (high <= TARGET) return { verdict: 'fail', reason: sums };
  const range = `${percent(low)} to ${percent(high)}`;
  return { verdict: 'not-measured', reason: `${range} cannot be told from the target; ${sums}` };
}

/** What tasks cost is known, and stands in the ledger. */
export const costTracking: Examine = async (subject) => {
  const wanted = {
    id: 'cost-tracking',
    title: 'Cost tracking validated',
    target: 'every task is booked',
  };
  const found = await subject.booked();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { tasks, unknown, taskCost, ledgerCost, unmeasured, simulated } = found.value;
  const { source } = found;
  const known = { measured: `${tasks - unknown} of ${tasks}`, value: unknown, n: tasks, source };
  const say = (verdict: 'pass' | 'fail' | 'not-measured', reason: string) =>
    checkOf(wanted, { ...known, verdict, reason });
  if (tasks === 0) return say('not-measured', 'no task has ended');
  if (unknown > 0) return say('fail', `nobody knows what ${counted(unknown, 'task')} cost`);
  if (ledgerCost < taskCost) {
    return say('fail', `the ledger has ${usd(ledgerCost)}, the tasks cost ${usd(taskCost)}`);
  }
  if (simulated > 0) {
    return say('not-measured', `simulated: ${usd(simulated)}, which nobody was billed for`);
  }
  if (unmeasured > UNMEASURED * ledgerCost) {
    return say('fail', `${usd(unmeasured)} of ${usd(ledgerCost)} is no measurement`);
  }
  return say('pass', `the ledger has ${usd(ledgerCost)}, the tasks cost ${usd(taskCost)}`);
};
