import { existsSync, lutimesSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { removeLeftovers } from '../../../src/adapters/remove-leftovers.ts';
import { project } from '../../helpers/project.ts';

const HOUR = 3600;
const NOW = Date.UTC(2026, 10, 30);

it('removes folders with the prefix that are older than a day, and nothing else', async () => {
  const names = ['aqe-verify-old', 'aqe-verify-new', 'aqe-other-old'];
  const p = project(Object.fromEntries(names.map((name) => [`${name}/project/a.js`, ''])));
  p.write('aqe-verify-file', '');
  symlinkSync(p.path('aqe-other-old'), p.path('aqe-verify-link'));
  for (const name of [...names, 'aqe-verify-file', 'aqe-verify-link']) {
    const hours = name.endsWith('new') ? 23 : 25;
    lutimesSync(p.path(name), NOW / 1000 - hours * HOUR, NOW / 1000 - hours * HOUR);
  }
  await removeLeftovers(p.dir, 'aqe-verify-', NOW);
  const left = [...names, 'aqe-verify-file', 'aqe-verify-link', 'aqe-other-old/project/a.js'];
  expect(left.filter((name) => existsSync(p.path(name)))).toEqual(left.slice(1));
});

it('is content with a folder that is not there', async () => {
  const { dir } = project({});
  await expect(removeLeftovers(`${dir}/none`, 'aqe-verify-', NOW)).resolves.toBeUndefined();
});
