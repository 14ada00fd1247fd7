import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { report } from '../helpers/bench.ts';

const root = join(import.meta.dirname, '../..');
const data = join(root, '../shared/data');

/** Shares of 0 to 100, of tasks that the weights were not fitted to. */
const bars = [
  { set: 'tasks-plain-dev', exact: 85, near: 99 },
  { set: 'tasks-dev', exact: 55, near: 95 },
];
const files = bars.map(({ set }) => join(data, `${set}.jsonl`));

it.skipIf(!files.every((file) => existsSync(file)))(
  'judges tasks that it has not seen (needs ../shared/data)',
  { timeout: 300_000 },
  () => {
    const script = join(root, 'scripts/fit-routing.mjs');
    const { stdout, stderr } = spawnSync(process.execPath, [script, ...files], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const [, folds = ''] = stdout.split(/^10-fold cross-validation.*$/m);
    for (const { set, exact, near } of bars) {
      const line = new RegExp(String.raw`^${set} .* exact +([\d.]+) % .* tier +([\d.]+) %$`, 'm');
      const [, isExact, isNear] = (line.exec(folds) ?? []).map(Number);
      const ok = Number(isExact) >= exact && Number(isNear) >= near;
      report(`${set}, exact and within one tier`, `${isExact}, ${isNear}`, `${exact}, ${near}`, ok);
      expect(isExact, set).toBeGreaterThanOrEqual(exact);
      expect(isNear, set).toBeGreaterThanOrEqual(near);
    }
  },
);
