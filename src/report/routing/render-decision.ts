import { type Column, renderTable } from '../../cli/table.ts';
import type { StartOption } from '../../core/escalation/choose-start.ts';
import { tierBounds } from '../../core/routing/complexity-analysis.ts';
import type { Signal } from '../../core/routing/complexity-analysis.ts';
import { bar, type BarStyle } from '../bar.ts';
import { formatCount } from '../format-count.ts';
import { dollars } from '../money.ts';
import { oneLine } from '../one-line.ts';
import type { TableLook } from '../table-look.ts';
import type { DecisionReport } from './decision-report.ts';
import { percent } from './percent.ts';

/** A decision for people: which model, why, and why not the others. */
export function renderDecision(report: DecisionReport, look: TableLook): string {
  const { style } = look;
  const { model, strategy, reason, complexity, fallbacks, tokens } = report;
  const { score, tier, factors } = complexity;
  const off = report.enabled ? '' : ' (the router is off: aqe run uses the default model)';
  return [
    `${style.bold(model)}  ${reason} [${strategy}]${off}`,
    '',
    `score      ${scale(score, look.bars)} ${score.toFixed(2)}  ${tier} (haiku to ${tierBounds.haiku}, sonnet to ${tierBounds.sonnet}, opus above)`,
    ...(['token', 'structure', 'context'] as const).map(
      (name) => `  ${name.padEnd(9)}${scale(factors[name], look.bars)} ${factors[name].toFixed(2)}`,
    ),
    '',
    style.bold('What it was seen by'),
    ...complexity.signals.map(renderSignal),
    '',
    candidateTable(report, look),
    ...escalationLines(report, look),
    '',
    `Estimates for ${formatCount(tokens.input)} input tokens and ${formatCount(tokens.output)} output tokens, the most that may come.`,
    `Fallbacks: ${fallbacks.length === 0 ? 'none' : fallbacks.join(', ')}. Settings ${report.settingsHash}, models of the ${report.models}.`,
  ].join('\n');
}

const WIDTH = 20;

function scale(share: number, bars: BarStyle): string {
  return `[${bar(share, WIDTH, bars).padEnd(WIDTH)}]`;
}

/** Below this a signal leans to neither side. */
const LEANING = 0.05;

function renderSignal({ name, contribution, ordinary, evidence }: Signal): string {
  const sides = [
    contribution > LEANING ? `harder ${signed(contribution)}` : '',
    contribution < -LEANING ? `easier ${signed(contribution)}` : '',
    Math.abs(ordinary) > LEANING ? `ordinary ${signed(ordinary)}` : '',
  ].filter((side) => side !== '');
  return `  ${sides.join(', ').padEnd(30)} ${name}: ${oneLine(evidence)}`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(2)}`;
}

function escalationLines({ escalation }: DecisionReport, { style }: TableLook): readonly string[] {
  if (escalation === null) return [];
  const { text, verifier, maxAttempts, explore, tiers } = escalation;
  return [
    '',
    `${style.bold('Cheap first, verify, escalate')}  ${oneLine(text)}`,
    renderTable(tiers, tierColumns, style),
    `The verifier "${verifier}" judges each answer; the next model is asked until one is accepted, ${maxAttempts} attempts at the most. ${percent(explore)} of the strongest model's cost may be lost to finding out what pays.`,
  ];
}

const tierColumns: readonly Column<StartOption>[] = [
  { title: 'starts with', cell: ({ model }) => oneLine(model) },
  { title: 'tried first', align: 'right', cell: ({ seen }) => String(Math.floor(seen)) },
  { title: 'accepted', align: 'right', cell: ({ accepted }) => percent(accepted) },
  { title: 'solves', align: 'right', cell: ({ solves }) => percent(solves) },
  { title: 'cost', align: 'right', cell: ({ costRatio }) => percent(costRatio) },
  { title: 'whole way', align: 'right', cell: ({ expectedCost }) => percent(expectedCost) },
  { title: 'at best', align: 'right', cell: ({ optimisticCost }) => percent(optimisticCost) },
  { title: 'at worst', align: 'right', cell: ({ pessimisticCost }) => percent(pessimisticCost) },
  { title: 'solves of strongest', align: 'right', cell: ({ quality }) => percent(quality) },
];

function candidateTable({ candidates, model }: DecisionReport, { style }: TableLook): string {
  return renderTable(
    candidates,
    [
      {
        title: 'candidate',
        cell: ({ name }) => `${name === model ? '*' : ' '} ${oneLine(name)}`,
        color: (text, { name }) => (name === model ? style.green(text) : text),
      },
      {
        title: 'at most',
        align: 'right',
        cell: ({ estimate }) => (estimate === null ? '?' : dollars(estimate)),
      },
      { title: 'why', cell: ({ reason }) => oneLine(reason) },
    ],
    style,
  );
}
