import { formatCount } from '../../format-count.ts';
import { percentOf } from '../../shares.ts';
import type { CostFigures, CostsReport } from '../costs-report.ts';
import { dollars, type Money } from '../../money.ts';

/** One fact: its name, its amount, and what else there is to say. */
export interface SummaryLine {
  readonly name: string;
  readonly amount: string;
  readonly detail: string;
}

/** The totals of a report, as lines for people. */
export function summaryLines({ total }: CostsReport): readonly SummaryLine[] {
  return [
    line('spend', total.cost, `${counted(total.calls, 'call')}, ${counted(total.tasks, 'task')}`),
    ...(total.costPerTask === null
      ? []
      : [line('per task', total.costPerTask, 'rounded to $0.000000001')]),
    line(
      'failed',
      total.failedCost,
      `${partOf(total, total.failedCost)}; ${counted(total.failedCalls, 'call')} failed, aborted or never settled`,
    ),
    line(
      'not measured',
      total.unmeasuredCost,
      `${partOf(total, total.unmeasuredCost)}; estimated, or charged in full`,
    ),
    ...(total.simulatedCost.nanoUsd === 0 ? [] : [simulatedLine(total)]),
    ...cacheLines(total),
  ];
}

function line(name: string, amount: Money, detail: string): SummaryLine {
  return { name, amount: dollars(amount), detail };
}

function partOf({ cost }: CostFigures, part: Money): string {
  const share = percentOf({ part: part.nanoUsd, whole: cost.nanoUsd });
  return share === undefined ? 'nothing spent' : `${share} of spend`;
}

function simulatedLine(total: CostFigures): SummaryLine {
  const { simulatedCost } = total;
  const detail = `${partOf(total, simulatedCost)}; the simulator answered, nobody was billed`;
  return line('simulated', simulatedCost, detail);
}

function cacheLines({ cache, tokens }: CostFigures): readonly SummaryLine[] {
  if (tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h === 0) return [];
  const { readsSaved, writesCost, net, unpricedModels } = cache;
  const detail = `reads saved ${dollars(readsSaved)}, writes cost ${dollars(writesCost)} more than plain input`;
  const unpriced = `; not counted, for lack of a price: ${unpricedModels.join(', ')}`;
  return [line('cache saved', net, unpricedModels.length === 0 ? detail : detail + unpriced)];
}

/** `1 call`, `1,234 calls`. */
function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
