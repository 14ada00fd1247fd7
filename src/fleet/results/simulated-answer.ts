import type { ResultFormat } from './result-format.ts';

/**
 * What the simulator answers where an agent promises a form: it keeps the form and claims nothing. A gate must not pass because nobody looked.
 * @returns undefined for text, which the simulator writes itself
 */
export function simulatedAnswer({ kind }: ResultFormat): string | undefined {
  switch (kind) {
    case 'text': {
      return undefined;
    }
    case 'files': {
      return JSON.stringify({
        files: [
          {
            path: 'simulated.test.js',
            content: simulatedTest,
            purpose: 'Shows where a generated test would stand.',
          },
        ],
        notes: 'This answer is simulated: no model has seen the task.',
      });
    }
    case 'report': {
      return JSON.stringify({
        verdict: 'undecided',
        summary: 'This answer is simulated: no model has seen the task.',
        findings: [],
        metrics: {},
      });
    }
  }
}

const simulatedTest = `import { test } from 'node:test';

test.todo('simulated: no model has seen the task');
`;
