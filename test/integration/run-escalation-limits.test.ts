import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { answering, argv, config, nodeTest, set } from '../helpers/escalation-stage.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { ledger, stage } from '../helpers/run-stage.ts';
import { expectJson } from '../helpers/schema.ts';

/** A test with a line of TypeScript in it. */
const typed = (edge: string, kind: string): string =>
  nodeTest(edge).replace("test('the edge'", `const kind: string = ${kind};\ntest(kind`);

describe('cheap first, verify, escalate', { timeout: 60_000 }, () => {
  it('tells what escalation saved, or cost, against a baseline', async () => {
    const files = { haiku: nodeTest('5'), sonnet: nodeTest('0') };
    const { p, run } = await set(answering(files, 'test/cart.test.js'));
    await run(argv);
    const costs = async (...more: readonly string[]) =>
      inProcess(['costs', '--savings', ...more], { cwd: p.dir });
    const report = expectJson((await costs('--json')).stdout, 'costs');
    const [one, other] = await ledger(p);
    // The baseline would have been asked as haiku was, at twice the price.
    const [haiku, sonnet] = [one?.cost ?? 0, other?.cost ?? 0];
    const saved = { nanoUsd: 2 * haiku - (haiku + sonnet) };
    expect(report).toMatchObject({
      baseline: { model: 'claude-sonnet-5' },
      total: { comparison: { total: { saved } } },
      savings: {
        tasks: 1,
        leftOut: 0,
        cost: { nanoUsd: haiku + sonnet },
        causes: [
          { cause: 'routing', tasks: 0 },
          { cause: 'escalation', tasks: 1, saved, interval: null },
          { cause: 'cache', tasks: 0 },
        ],
      },
    });
    expect((await costs()).stdout).toMatch(/escalation +1 +-\$0\.\d+ +- +-\n/);
    expect((await costs('--format', 'md')).stdout).toContain('| escalation | 1 |');
  });

  it('begins no attempt when the time of the run is over', async () => {
    const slow = `verifier: { command: [node, -e, 'setTimeout(() => process.exit(1), 1500)'] }`;
    const text = config.replace('enabled: true }', `enabled: true, ${slow} }`);
    const { simulator, run } = await stage(text, { answer: () => 'Done.' });
    const { code, stderr } = await run(['List the files.', '--timeout', '1s']);
    expect(stderr).toContain(
      'cannot tell: sonnet failed: the 1000 ms of the task are over; the answer before stands',
    );
    expect(code).toBe(ExitCode.negative);
    expect(simulator.log()).toHaveLength(1);
  });

  it('checks types where the project does', async () => {
    const files = { haiku: typed('0', '5'), sonnet: nodeTest('0') };
    const { p, run } = await set(answering(files, 'test/cart.test.ts'), {
      'package.json': '{"type": "module", "devDependencies": {"typescript": "*"}}',
      'tsconfig.json': '{"compilerOptions": {"allowJs": true, "noEmit": true, "types": ["node"]}}',
    });
    symlinkSync(join(import.meta.dirname, '../../node_modules'), p.path('node_modules'));
    const { stderr } = await run(argv);
    expect(stderr).toMatch(
      /haiku: test\/cart\.test\.ts\(\d+,\d+\): error TS2322: Type 'number' is not assignable to type 'string'\. → sonnet/,
    );
  });

  it.runIf(process.platform === 'linux')('holds a verifier to its memory', async () => {
    const hungry = `verifier: { command: [node, -e, 'const kept = []; for (let mb = 0; mb < 900; mb += 1) kept.push(Buffer.alloc(1048576, 1))'], memoryMb: MEMORY }`;
    for (const [memory, line] of [
      ['256', /haiku: (cannot tell: node could not be run|node ended with [1-9])/],
      ['4096', /haiku: accepted: node ended with 0/],
    ] as const) {
      const own = hungry.replace('MEMORY', memory);
      const text = config.replace('enabled: true }', `enabled: true, ${own} }`);
      const { run } = await stage(text, { answer: () => 'Done.' });
      expect((await run(['List the files.'])).stderr).toMatch(line);
    }
  });
});
