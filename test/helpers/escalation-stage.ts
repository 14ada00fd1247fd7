import type { SimulatorOptions } from '../../src/core/simulation.ts';
import { on, stage } from './run-stage.ts';

export const config = on
  .replace(
    '  models:\n',
    `  escalation: { enabled: true }
  models:
    - name: haiku
      provider: anthropic
      model: claude-haiku-4-5
      capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.001, output: 0.005 } }
      complexityRange: { min: 0, max: 0.4 }
`,
  )
  .replace('timeoutMs: 300', 'timeoutMs: 20000');

/** An answer with one file in it. */
export const fileAnswer = (path: string, content: string): string =>
  JSON.stringify({ files: [{ path, content, purpose: 'tests' }], notes: '' });

/** Each model answers with its own file. */
export const answering = (
  files: Readonly<Record<string, string>>,
  path: string,
): SimulatorOptions => ({
  answer: ({ model }) => {
    const content = files[model.startsWith('claude-haiku') ? 'haiku' : 'sonnet'] ?? '';
    return fileAnswer(path, content);
  },
});

export const cart = `export function shipping(total) {
  return total >= 50 ? 0 : 5;
}
`;

export const nodeTest = (edge: string): string => `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shipping } from '../src/cart.js';

test('small orders pay', () => assert.equal(shipping(10), 5));
test('large orders do not', () => assert.equal(shipping(80), 0));
test('the edge', () => assert.equal(shipping(50), ${edge}));
`;

/** The same for vitest. */
export const vitestTest = (edge: string): string =>
  nodeTest(edge)
    .replace(`import assert from 'node:assert/strict';\n`, '')
    .replace('node:test', 'vitest')
    .replace('{ test }', '{ expect, test }')
    .replaceAll(/assert\.equal\((.*?\)), (.*?)\)/g, 'expect($1).toBe($2)');

export const argv = [
  'Write tests for the shipping rule',
  '--type',
  'test-generator',
  '--input',
  'src/cart.js',
];

export async function set(options: SimulatorOptions, more: Readonly<Record<string, string>> = {}) {
  const staged = await stage(config, options);
  const files = { 'src/cart.js': cart, 'package.json': '{"type": "module"}', ...more };
  for (const [name, content] of Object.entries(files)) staged.p.write(name, content);
  return staged;
}
