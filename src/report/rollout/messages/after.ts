import {
  canaryLines,
  criteriaLines,
  featuresText,
  replicasText,
  satisfactionText,
  stagesText,
  timeText,
} from './facts.ts';
import type { WriteMessage } from './message.ts';

/** T+1 day: it is done, and people are asked. */
export const complete: WriteMessage = (report) => ({
  subject: 'Agentic QE Fleet v1.0.5: deployment complete, your feedback please',
  lines: [
    'Hi Team,',
    '',
    'Agentic QE Fleet v1.0.5 is deployed.',
    featuresText(report),
    ...stagesText(report),
    replicasText(report),
    '',
    'How is it? {feedback link}, or: aqe feedback add --rating <1..5> --text "…"',
    satisfactionText(report),
    '',
    'Best,',
    'The AQE Team',
  ],
});

/** For stakeholders, when it has gone well: it says so only of what is shown. */
export const success: WriteMessage = (report) => {
  const { criteria } = report;
  const met = criteria.filter(({ state }) => state === 'met').length;
  const open = criteria.filter(({ state }) => state === 'unknown').length;
  const missed = criteria.length - met - open;
  return {
    subject:
      missed === 0 && open === 0
        ? 'Agentic QE Fleet v1.0.5: every success criterion is met'
        : `Agentic QE Fleet v1.0.5: ${met} of ${criteria.length} success criteria are met, ${missed} missed, ${open} not known`,
    lines: [
      featuresText(report),
      '',
      ...criteriaLines(report),
      '',
      satisfactionText(report),
      '',
      'Lessons learned: {session}',
    ],
  };
};

/** T+7 days: the numbers. */
export const results: WriteMessage = (report) => ({
  subject: `Agentic QE Fleet v1.0.5: results of ${timeText(report)}`,
  lines: [
    'Hi Team,',
    '',
    `This is what was measured in ${timeText(report)}.`,
    '',
    ...criteriaLines(report),
    '',
    ...canaryLines(report),
    '',
    satisfactionText(report),
    '',
    'The whole report: {report link}',
    '',
    'Best,',
    'The AQE Team',
  ],
});
