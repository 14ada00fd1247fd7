import { benefit, canaryLines, featuresText } from './facts.ts';
import type { WriteMessage } from './message.ts';

/** T-14 days: what is coming. */
export const announcement: WriteMessage = (report) => ({
  subject: 'New Features Coming to Agentic QE Fleet v1.0.5',
  lines: [
    'Hi Team,',
    '',
    "We're excited to announce Phase 1 of our fleet enhancement:",
    '',
    'NEW FEATURES:',
    '- Multi-Model Routing: Automatic model selection for optimal cost/quality',
    '- Streaming Responses: Real-time feedback for long-running tasks',
    '',
    'BENEFITS, as far as they are measured:',
    benefit(report, 'savings', 'Cost savings'),
    benefit(report, 'p95FirstChunk', 'Time to first response'),
    benefit(report, 'errorRate', 'Error rate'),
    '',
    'TIMELINE:',
    '- Alpha Testing: {alpha dates}',
    '- Beta Testing: {beta dates}',
    '- Production Release: {release date}',
    '',
    'WHAT YOU NEED TO DO:',
    '- Review updated documentation: {documentation link}',
    '- Test in staging environment: {staging link}',
    '- Provide feedback: {feedback link}, or `aqe feedback add`',
    '',
    'Questions? Join us at the Q&A session: {invite}',
    '',
    'Best,',
    'The AQE Team',
  ],
});

/** T-7 days: where to read about it. */
export const documentation: WriteMessage = (report) => ({
  subject: 'Agentic QE Fleet v1.0.5: the documentation is there',
  lines: [
    'Hi Team,',
    '',
    'What is new in v1.0.5, and how to move to it, is documented: {documentation link}',
    '',
    '- Your configuration: `aqe migrate-config --dry-run` shows what will change; everything new is off.',
    '- Your agents: `aqe migrate-agents --dry-run`.',
    '- What a task would get: `aqe route "<task>"`, which spends nothing.',
    '',
    `Today: ${featuresText(report)}`,
    'The release is planned for {release date}.',
    '',
    'Best,',
    'The AQE Team',
  ],
});

/** T-1 day: when it happens. */
export const deploymentWindow: WriteMessage = (report) => ({
  subject: 'Agentic QE Fleet v1.0.5: deployment window {window}',
  lines: [
    'Hi Team,',
    '',
    'Agentic QE Fleet v1.0.5 is deployed in this window: {window}.',
    'Tasks that run are finished, streams are not cut, and features are switched on in stages: 10, 25, 50, 100 %.',
    'Harm that is shown takes them back without a person.',
    '',
    'What the canary says so far:',
    ...canaryLines(report),
    '',
    'On call: {contact}',
    '',
    'Best,',
    'The AQE Team',
  ],
});
