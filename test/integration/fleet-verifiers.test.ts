import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { escalatingFleet } from '../helpers/escalating-fleet.ts';
import { answering, cart, nodeTest } from '../helpers/escalation-stage.ts';

const answers = answering({ haiku: nodeTest('5'), sonnet: nodeTest('0') }, 'test/cart.test.js');
const manifest = { 'package.json': '{"type": "module"}' };
const task = (payload: unknown, type = 'test-generator') => ({
  id: 't1',
  type,
  description: 'Write tests for the shipping rule',
  payload,
});
const report = (percent: number): string =>
  JSON.stringify({ verdict: 'fail', summary: `Line coverage is ${percent} %.`, findings: [] });
const code = { path: 'src/cart.js', content: cart };

describe('the built-in agents of a fleet', { timeout: 60_000 }, () => {
  it.each([
    ['brings', {}, { sourceCode: { files: [{ ...code, language: 'javascript' }] } }],
    ['brings in another version', { 'src/cart.js': 'throw new Error("old");' }, { files: [code] }],
    ['names', { 'src/cart.js': cart }, { sourceFile: 'src/cart.js' }],
  ])('have tests run on the code that a payload %s', async (_, files, payload) => {
    const { fleet, told, p } = await escalatingFleet(answers, { files: { ...manifest, ...files } });
    const result = await fleet.submitTask(task(payload));
    expect(told('model.verdict')).toMatchObject([
      { modelName: 'haiku', verdict: 'reject', next: 'sonnet' },
      { modelName: 'sonnet', verdict: 'accept' },
    ]);
    const [rejected, accepted] = told('model.verdict').map(({ reasons }) => reasons[0]);
    expect(rejected).toBe('1 of 3 tests failed on the code');
    expect(accepted).toMatch(/^3 tests pass on the code, and notice that src\/cart\.js:2/);
    expect(result.files[0].content).toBe(nodeTest('0'));
    expect(existsSync(p.path('test/cart.test.js'))).toBe(false);
  });

  it.each([
    ['names nothing', { module: 'cart' }],
    ['names what lies outside of the project', { files: ['../src/cart.js', '/src/cart.js'] }],
    ['names what is not there', { files: ['src/tax.js'] }],
  ])('ask one model for tests where a payload %s: nobody can judge them', async (_, payload) => {
    const { fleet, told, models } = await escalatingFleet(answers, {
      files: { ...manifest, 'src/cart.js': cart },
    });
    await fleet.submitTask(task(payload));
    expect(told('model.verdict')).toEqual([]);
    expect(models()).toHaveLength(1);
  });

  it('have percentages compared with the coverage file of a payload', async () => {
    const { fleet, told } = await escalatingFleet({
      answer: ({ model }) => report(model.startsWith('claude-haiku') ? 80 : 75),
    });
    const lcov = 'SF:src/cart.js\nLF:80\nLH:60\nend_of_record\n';
    await fleet.submitTask(
      task({ report: { path: 'coverage/lcov.info', content: lcov } }, 'coverage-analyzer'),
    );
    expect(told('model.verdict')).toMatchObject([
      { verdict: 'reject' },
      { verdict: 'accept', reasons: ['1 numbers are those of the coverage file'] },
    ]);
  });

  it('are judged by a command, with what the payload brings beside it', async () => {
    const verifier = `verifier: { command: [node, check.cjs] }`;
    const script =
      "const text = require('fs').readFileSync(0, 'utf8'); process.exit(text.trim() === require('fs').readFileSync('want.txt', 'utf8') ? 0 : 3)";
    const { fleet, told } = await escalatingFleet(
      { answer: ({ model }) => (model.startsWith('claude-haiku') ? 'bad' : 'good') },
      {
        configured: (text) => text.replace('enabled: true }', `enabled: true, ${verifier} }`),
        files: { 'check.cjs': script },
      },
    );
    const result = await fleet.submitTask(task({ 'want.txt': 'good' }, 'general'));
    expect(result).toEqual({ kind: 'text', text: 'good' });
    expect(told('model.verdict').map(({ verdict }) => verdict)).toEqual(['reject', 'accept']);
  });

  it('ask one model for prose, which nobody can judge', async () => {
    const { fleet, told, models } = await escalatingFleet({ answer: () => 'Done.' });
    await fleet.submitTask(task({}, 'general'));
    expect({ verdicts: told('model.verdict'), calls: models().length }).toEqual({
      verdicts: [],
      calls: 1,
    });
  });

  it('are stopped while a program judges, and its processes with them', async () => {
    const verifier = `verifier: { command: [node, check.cjs] }`;
    const stop = new AbortController();
    const { fleet, told, models } = await escalatingFleet(
      { answer: () => 'Done.' },
      {
        configured: (text) => text.replace('enabled: true }', `enabled: true, ${verifier} }`),
        files: { 'check.cjs': 'setInterval(() => {}, 1000)' },
      },
    );
    const startedAt = performance.now();
    const stopped = fleet.submitTask(task({}, 'general'), { signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 500);
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await fleet.stop();
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect({ verdicts: told('model.verdict'), calls: models().length }).toEqual({
      verdicts: [],
      calls: 1,
    });
  });
});
