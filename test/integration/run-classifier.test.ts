import { expect, it } from 'vitest';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { analyze } from '../../src/core/routing/analyze.ts';
import { needsSecondOpinion } from '../../src/core/routing/second-opinion.ts';
import type { SimulatorOptions } from '../../src/core/simulation.ts';
import { ledger, on, stage } from '../helpers/run-stage.ts';

const config = on
  .replace('complexityRange: { min: 0, max: 1 }', 'complexityRange: { min: 0.4, max: 1 }')
  .replace(
    '  models:\n',
    `  classifier: { enabled: true }
  models:
    - name: haiku
      provider: anthropic
      model: claude-haiku-4-5
      capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.001, output: 0.005 } }
      complexityRange: { min: 0, max: 0.4 }
`,
  );

/** Tasks near to where haiku's work ends: of one of them at least the score is in doubt. */
const tasks = [
  'Test the login form.',
  'Write tests for the login form.',
  'Write tests for the cart',
  'Write a unit test for the parser of dates.',
];
const doubtful = tasks.find((description) => {
  const analysis = analyze({ description, agentType: 'general' });
  return needsSecondOpinion(analysis, true) && analysis.score < 0.6;
});

/** The small model answers with one word when it is asked to sort. */
const sorting = (word: string): SimulatorOptions => ({
  answer: ({ system }) => (system.startsWith('You sort') ? word : 'Done.'),
});

it.each([
  ['simple', 'haiku', 'claude-haiku-4-5'],
  ['medium', 'sonnet', 'claude-sonnet-5'],
])('lets a small model decide a doubtful score: %s goes to %s', async (word, name, id) => {
  expect(doubtful).toBeDefined();
  const { p, simulator, run } = await stage(config, sorting(word));
  const env = { XDG_CACHE_HOME: p.path('cache') };
  const argv = [doubtful ?? ''];
  expect(await run(argv, { env })).toMatchObject({ code: ExitCode.ok, stdout: 'Done.\n' });
  expect(simulator.log().map(({ model }) => model)).toEqual(['claude-haiku-4-5', id]);
  expect((await ledger(p)).map(({ modelName, call }) => [modelName, call.purpose])).toEqual([
    ['haiku', 'classifier'],
    [name, 'answer'],
  ]);
  // The same content again: nobody is asked a second time.
  await run(argv, { env });
  expect(simulator.log().map(({ model }) => model)).toEqual(['claude-haiku-4-5', id, id]);
});

it.each<[string, SimulatorOptions]>([
  ['says nothing of use', sorting('It depends.')],
  ['fails', { plan: (index) => (index === 0 ? 'server-error' : undefined), answer: () => 'Done.' }],
])('goes by its own score when the small model %s', async (_, options) => {
  const { p, simulator, run } = await stage(config, options);
  const env = { XDG_CACHE_HOME: p.path('cache') };
  expect(await run([doubtful ?? ''], { env })).toMatchObject({
    code: ExitCode.ok,
    stdout: 'Done.\n',
  });
  expect(simulator.log()).toHaveLength(2);
});

it('asks nobody about a score that is not in doubt, or when it is off', async () => {
  const clear = await stage(config, sorting('complex'));
  await clear.run(['List the files.'], { env: { XDG_CACHE_HOME: clear.p.path('cache') } });
  expect(clear.simulator.log()).toHaveLength(1);
  const off = await stage(config.replace('classifier: { enabled: true }', ''), sorting('complex'));
  await off.run([doubtful ?? '']);
  expect(off.simulator.log()).toHaveLength(1);
});
