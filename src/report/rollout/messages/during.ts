import {
  canaryLines,
  criteriaLines,
  featuresText,
  historyLines,
  replicasText,
  stagesText,
  timeText,
} from './facts.ts';
import type { WriteMessage } from './message.ts';

/** T-0: how far it is. */
export const progress: WriteMessage = (report) => ({
  subject: `Agentic QE Fleet v1.0.5: deployment in progress, ${report.flags.rollout.percent} %`,
  lines: [
    featuresText(report),
    ...stagesText(report),
    replicasText(report),
    '',
    ...canaryLines(report),
  ],
});

/** Every day, for stakeholders. */
export const status: WriteMessage = (report) => ({
  subject: `Agentic QE Fleet v1.0.5: status of ${timeText(report)}`,
  lines: [
    featuresText(report),
    ...stagesText(report),
    replicasText(report),
    '',
    ...canaryLines(report),
    '',
    'Success criteria:',
    ...criteriaLines(report),
    '',
    'What was changed:',
    ...historyLines(report),
  ],
});

/** When something goes wrong. */
export const incident: WriteMessage = (report) => ({
  subject: 'Incident: Agentic QE Fleet v1.0.5, {summary}',
  lines: [
    'What happens: {summary}',
    'Who is affected: {impact}',
    `Now: ${featuresText(report)} ${replicasText(report)}`,
    ...stagesText(report),
    'Next update: {next update}; on call: {contact}',
    '',
    ...canaryLines(report),
    '',
    'What was changed before:',
    ...historyLines(report),
  ],
});
