import type { Block, Figure, ReportDocument, Section } from '../document/document.ts';
import { formatCount } from '../format-count.ts';
import { dollars, type Money } from '../money.ts';
import { formatDollars } from './format-dollars.ts';
import { periodText } from '../reported-period.ts';
import { percentOf } from '../shares.ts';
import { budgetBlocks } from './budget-blocks.ts';
import { groupBlock, modelsOverTime, overTime } from './spending-blocks.ts';
import type { SpendingReport } from './spending-report.ts';
import { minuteText } from '../minute-text.ts';

/** What was spent, for people. */
export function spendingDocument(report: SpendingReport): ReportDocument {
  return {
    title: 'Costs of the fleet',
    subtitle: `Calls to models in ${periodText(report.period)}`,
    sections: [
      { id: 'spend', title: 'Spend', blocks: spend(report) },
      ...groups(report),
      { id: 'budget', title: 'Budget now', blocks: budgetBlocks(report.budget, report.at) },
    ],
    notes: notesOf(report),
  };
}

function spend(report: SpendingReport): readonly Block[] {
  if (report.total.calls === 0) return [{ kind: 'text', text: nothingText(report) }];
  return [
    { kind: 'figures', figures: figuresOf(report) },
    overTime(report.overTime),
    ...modelsOverTime(report.overTime, report.byModel),
  ];
}

function nothingText({ recorded }: SpendingReport): string {
  return recorded
    ? 'No call to a model was recorded in this period.'
    : 'Nothing was measured: no call was ever recorded. Costs are recorded while routing.costTracking.enabled is true.';
}

function figuresOf({ total, savings }: SpendingReport): readonly Figure[] {
  const { spent, estimated, simulated, calls, failedCalls, tasks, costPerTask, failedCost } = total;
  return [
    {
      name: 'Spent',
      // Where all was simulated nobody measured what models cost.
      value: tasks === 0 ? undefined : formatDollars(spent.nanoUsd),
      detail: `${tasks === 0 ? 'all was simulated' : dollars(spent)}; ${formatCount(calls)} calls, ${formatCount(failedCalls)} failed`,
    },
    {
      name: 'Per task',
      value: costPerTask === null ? undefined : formatDollars(costPerTask.nanoUsd),
      detail: `${formatCount(tasks)} tasks`,
    },
    {
      name: 'Estimated part',
      value: tasks === 0 ? undefined : formatDollars(estimated.nanoUsd),
      detail: `${partText(estimated, spent)}; not by the provider's counts`,
    },
    {
      name: 'Failed attempts',
      value: formatDollars(failedCost.nanoUsd),
      detail: 'calls that failed, were aborted or never settled',
    },
    ...(simulated.nanoUsd === 0
      ? []
      : [
          {
            name: 'Simulated',
            value: formatDollars(simulated.nanoUsd),
            detail: 'nobody was billed for it',
          },
        ]),
    ...savingsFigure(savings),
  ];
}

/** `4.6 % of what was spent`. */
function partText(part: Money, whole: Money): string {
  const share = percentOf({ part: part.nanoUsd, whole: whole.nanoUsd });
  return share === undefined ? 'nothing was spent' : `${share} of what was spent`;
}

function savingsFigure(savings: SpendingReport['savings']): readonly Figure[] {
  if (savings === null) {
    const detail = 'name a model to compare with: --baseline';
    return [{ name: 'Savings', value: undefined, detail }];
  }
  const { saved, baselineCost } = savings.comparison.measured;
  const share = percentOf({ part: saved.nanoUsd, whole: baselineCost.nanoUsd });
  const reached = saved.nanoUsd * 5 > baselineCost.nanoUsd;
  return [
    {
      name: 'Savings, measured',
      value: share,
      detail: `${dollars(saved)} against ${savings.baseline.model}; target > 20 %`,
      ...(share === undefined ? {} : { state: reached ? 'met' : 'missed' }),
    },
  ];
}

function groups(report: SpendingReport): readonly Section[] {
  if (report.total.calls === 0) return [];
  const { byModel, byAgent, byTaskType, byVariant } = report;
  return [
    {
      id: 'groups',
      title: 'On what',
      blocks: [
        groupBlock('Spend by model', 'model', byModel),
        groupBlock('Spend by agent type', 'agent type', byAgent),
        groupBlock('Spend by task type', 'task type', byTaskType),
        groupBlock('Spend by variant', 'variant', byVariant),
      ],
    },
  ];
}

function notesOf({ at, total }: SpendingReport): readonly string[] {
  return [
    `Made on ${minuteText(at)} UTC from the ledger in the fleet's store. Tables are exact to the nano-dollar; charts round.`,
    "Measured is what the provider's own token counts cost; estimated is what was cut off, or charged in full because nobody told the tokens.",
    'A task that used two models counts for both.',
    ...(total.simulated.nanoUsd === 0
      ? []
      : ['Simulated money is shown apart and is in no sum of what was spent.']),
  ];
}
