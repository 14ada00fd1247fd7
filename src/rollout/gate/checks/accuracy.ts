import { rateAtMost } from '../../measure/bounds.ts';
import { checkOf, notMeasured } from '../check.ts';
import type { Examine } from '../subject.ts';
import { percent } from '../text.ts';
import { boundFinding } from './bounded.ts';

/** The router chooses the model that a task needs. */
export const selectionAccuracy: Examine = async (subject) => {
  const wanted = {
    id: 'selection-accuracy',
    title: 'Model selection accuracy',
    target: '> 95 %',
  };
  const found = await subject.accuracy();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { wrong, fitted } = found.value;
  const bound = rateAtMost(wrong, 0.05);
  const { value, interval } = bound;
  const finding = boundFinding({
    bound: {
      ...bound,
      value: value === null ? null : 1 - value,
      interval: interval === null ? null : { low: 1 - interval.high, high: 1 - interval.low },
    },
    text: percent,
    noun: 'tasks',
  });
  const left = fitted === 0 ? '' : `; ${fitted} more, which the router was fitted to, do not count`;
  return checkOf(wanted, { ...finding, reason: finding.reason + left, source: found.source });
};
