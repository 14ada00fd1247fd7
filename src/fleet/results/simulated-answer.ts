import { filesFormat, reportFormat } from './result-format.ts';

/**
 * What the simulator answers where an agent promises a form: it keeps the form and claims nothing. A gate must not pass because nobody looked.
 * @param system the system prompt, which tells the form
 * @returns undefined for text, which the simulator writes itself
 */
export function simulatedAnswer(system: string): string | undefined {
  if (system.includes(filesFormat.instructions)) return JSON.stringify(simulatedFiles);
  return system.includes(reportFormat.instructions) ? JSON.stringify(simulatedReport) : undefined;
}

const simulatedTest = `import { test } from 'node:test';

test.todo('simulated: no model has seen the task');
`;

const notice = 'This answer is simulated: no model has seen the task.';

const simulatedFiles = {
  files: [
    {
      path: 'simulated.test.js',
      content: simulatedTest,
      purpose: 'Shows where a generated test would stand.',
    },
  ],
  notes: notice,
};

const simulatedReport = { verdict: 'undecided', summary: notice, findings: [], metrics: {} };
