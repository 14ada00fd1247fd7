import { rateAtMost } from '../../measure/bounds.ts';
import { checkOf, type Finding } from '../check.ts';
import type { Examine, Satisfaction } from '../subject.ts';
import { counted, percent } from '../text.ts';
import { signed } from './signed.ts';

/** So many may be dissatisfied. */
const DISSATISFIED = 0.05;
const title = 'User feedback is positive';
const bySignature = signed(5, 'user-feedback', title);

/** Nearly all who said something are satisfied; where too few did, a person answers for it. */
export const usersSatisfied: Examine = async (subject) => {
  const found = await subject.satisfaction();
  const bound = found.kind === 'found' ? rateAtMost(found.value, DISSATISFIED) : undefined;
  if (found.kind === 'absent' || bound === undefined || bound.verdict === 'undecided') {
    const check = await bySignature(subject);
    if (found.kind === 'absent' || found.value.trials === 0) return check;
    const { reason, measured } = check;
    return {
      ...check,
      measured: measured ?? satisfiedText(found.value),
      reason: `${reason}; ${peopleText(found.value)}`,
    };
  }
  const { value, source } = found;
  const finding: Finding = {
    verdict: bound.verdict === 'within' ? 'pass' : 'fail',
    measured: satisfiedText(value),
    value: 1 - value.events / value.trials,
    n: value.trials,
    source,
    reason: peopleText(value),
  };
  return checkOf({ id: 'user-feedback', title, target: '> 95 % satisfied' }, finding);
};

function satisfiedText({ trials, events }: Satisfaction): string {
  return `${percent(1 - events / trials)} satisfied`;
}

function peopleText({ trials, events }: Satisfaction): string {
  return `${counted(trials, 'answer')}, ${events} of them with less than four stars`;
}
