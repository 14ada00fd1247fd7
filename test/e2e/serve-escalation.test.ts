import { existsSync, rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { entriesOf } from '../helpers/budget-requests.ts';
import { badThenGood, escalationPlace } from '../helpers/escalating-fleet.ts';
import { serveProcess } from '../helpers/serve-process.ts';
import { ask } from '../helpers/served.ts';

/** Looks for as long as somebody wants it to, and accepts what is good. */
const check = (dir: string): string => `
const fs = require('fs');
if (fs.existsSync('${dir}/slow')) {
  fs.writeFileSync('${dir}/looking', '');
  setTimeout(() => {}, 20_000);
} else process.exit(fs.readFileSync(0, 'utf8').includes('good') ? 0 : 3);
`;

it('a replica that is killed while an answer is judged loses no task, no money, and learns nothing twice', async () => {
  const verifier = 'verifier: { command: [node, check.cjs] }';
  const { simulator, p, env } = await escalationPlace(badThenGood, {
    configured: (text) =>
      `agents: [{ type: general, count: 1 }]\n${text.replace('enabled: true }', `enabled: true, ${verifier} }`)}`,
    files: { slow: '' },
  });
  p.write('check.cjs', check(p.dir));
  const one = await serveProcess({ cwd: p.dir, env });
  const body = { type: 'general', description: 'Rename x.' };
  const id = String((await ask(`${one.url}/v1/tasks`, { body })).at('id'));
  await expect.poll(() => existsSync(p.path('looking')), { timeout: 15_000 }).toBe(true);
  one.child.kill('SIGKILL');
  await one.ended;
  rmSync(p.path('slow'));
  const other = await serveProcess({ cwd: p.dir, env });
  const task = async () => ask(`${other.url}/v1/tasks/${id}`);
  await expect
    .poll(async () => (await task()).at('status'), { timeout: 30_000, interval: 250 })
    .toBe('succeeded');
  expect((await task()).body).toMatchObject({
    attempts: 2,
    result: { kind: 'text', text: 'good' },
  });
  const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
  onTestFinished(async () => store.close());
  const booked = await entriesOf(store);
  expect(booked.map(({ modelName, outcome }) => [modelName, outcome])).toEqual([
    ['haiku', 'succeeded'],
    ['haiku', 'succeeded'],
    ['sonnet', 'succeeded'],
  ]);
  expect(booked.map(({ usage: { input, output } }) => [input, output])).toEqual(
    simulator.log().map(({ billed: { input, output } }) => [input, output]),
  );
  expect(await store.outcomes.latest(10)).toMatchObject([
    {
      id,
      attempts: [
        { model: 'haiku', accepted: 0 },
        { model: 'sonnet', accepted: 1 },
      ],
    },
  ]);
}, 90_000);
