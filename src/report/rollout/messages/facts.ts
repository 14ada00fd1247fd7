import { metricText } from '../../canary/metric-text.ts';
import { NOT_MEASURED } from '../../document/document.ts';
import { summaryText } from '../../feedback/render-feedback.ts';
import { periodText } from '../../reported-period.ts';
import { rolloutText } from '../stage-blocks.ts';
import { simulatedText } from '../canary-blocks.ts';
import { actualText, criterionNames, targetText } from '../criterion-text.ts';
import type { Criterion, CriterionMetric, RolloutReport } from '../rollout-report.ts';
import { stateText } from '../../document/document.ts';
import { minuteText } from '../../minute-text.ts';

/** A benefit that was measured, or that it was not. */
export function benefit(report: RolloutReport, metric: CriterionMetric, unknown: string): string {
  const found = criterionOf(report, metric);
  if (found === undefined || found.actual === null) return `- ${unknown}: ${NOT_MEASURED} yet`;
  const { n, state } = found;
  const of = n === null ? '' : `, ${n} ${metric === 'satisfaction' ? 'voices' : 'tasks'}`;
  return `- ${criterionNames[metric]}: ${actualText(found)} (target ${targetText(found)}: ${stateText[state]}${of})`;
}

/** All criteria, one a line. */
export function criteriaLines({ criteria }: RolloutReport): readonly string[] {
  return criteria.map(
    (one) =>
      `- ${criterionNames[one.metric]}: ${actualText(one)} (target ${targetText(one)}: ${stateText[one.state]})`,
  );
}

/** Canary against stable, one metric a line. */
export function canaryLines({ comparison, simulatedTasks }: RolloutReport): readonly string[] {
  const { verdict, metrics } = comparison;
  const compared = metrics.filter(
    ({ metric, required, n }) => metric !== 'assignment' && required && n.canary + n.stable > 0,
  );
  const lines = compared.map((result) => {
    const { metric, canary, stable, delta, verdict: is } = metricText(result);
    return `- ${metric}: canary ${canary}, stable ${stable}, ${delta} (${is})`;
  });
  const none = `- ${NOT_MEASURED}: no task of a canary ended in this time`;
  return [
    `Canary: ${verdict}.${simulatedText(simulatedTasks)}`,
    ...(lines.length === 0 ? [none] : lines),
  ];
}

/** Which features which share of the tasks gets. */
export function featuresText({ flags }: RolloutReport): string {
  const on = flags.flags.filter(({ value }) => value).map(({ name }) => name);
  if (on.length === 0 || flags.rollout.percent === 0) return 'All features are off.';
  return `${flags.rollout.percent} % of the tasks get ${on.join(' and ')}.`;
}

/** How far the rollout in stages is; nothing where there was none. */
export function stagesText({ rollout }: RolloutReport): readonly string[] {
  return rollout === null ? [] : [rolloutText(rollout)];
}

/** How many replicas have the newest flags. */
export function replicasText({ flags }: RolloutReport): string {
  const { replicas } = flags;
  if (replicas.length === 0) return `Replicas: ${NOT_MEASURED}, none reports.`;
  const current = replicas.filter(({ current: is, problem }) => is && problem === null).length;
  return `${current} of ${replicas.length} replicas have the newest flags and no problem.`;
}

/** How satisfied people are. */
export function satisfactionText({ feedback }: RolloutReport): string {
  return `Feedback: ${summaryText(feedback.summary)}`;
}

/** What was changed, the newest last. */
export function historyLines({ history }: RolloutReport): readonly string[] {
  const lines = history.map(
    ({ at, by, action, reason }) =>
      `- ${minuteText(at)} UTC, ${by}: ${action}${reason === '' ? '' : ` (${reason})`}`,
  );
  return lines.length === 0 ? ['- nothing was changed'] : lines.toReversed();
}

/** Which time a message is about. */
export function timeText({ period }: RolloutReport): string {
  return periodText(period);
}

function criterionOf({ criteria }: RolloutReport, metric: CriterionMetric): Criterion | undefined {
  return criteria.find((one) => one.metric === metric);
}
