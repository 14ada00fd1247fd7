import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { gitVersionControl } from '../../../src/adapters/version-control.ts';
import { project } from '../../helpers/project.ts';
import { repository } from '../../helpers/repository.ts';

const signal = new AbortController().signal;

it('lists what differs from the last commit, under both names where a file moved', async () => {
  const folder = repository({
    '.gitignore': 'ignored/\n',
    'same.ts': 'same\n',
    'edited.ts': 'old\n',
    'staged.ts': 'old\n',
    'gone.ts': 'gone\n',
    'from here.ts': 'a file that moves\n'.repeat(20),
    'ignored/a.ts': '',
  });
  const version = gitVersionControl(signal);
  expect(await version.changes(folder.dir)).toContain('same.ts');
  folder.git('add', '.');
  folder.git('commit', '--quiet', '--message', 'all');
  expect(await version.changes(folder.dir)).toEqual([]);

  folder.write('edited.ts', 'new\n');
  folder.write('staged.ts', 'new\n');
  folder.git('add', 'staged.ts');
  rmSync(folder.path('gone.ts'));
  folder.git('config', 'status.renames', 'copies');
  folder.git('mv', 'from here.ts', 'to\nthere.ts');
  folder.write('new/ä.ts', '');
  folder.write('new/"b".ts', '');
  folder.write('.aqe/migrations/0001-migrate-agents/journal.json', '{}');
  folder.write('.aqe/mine.ts', '');
  expect((await version.changes(folder.dir)).toSorted()).toEqual([
    '.aqe/mine.ts',
    'edited.ts',
    'from here.ts',
    'gone.ts',
    'new/"b".ts',
    'new/ä.ts',
    'staged.ts',
    'to\nthere.ts',
  ]);
});

it('says so when git cannot tell', async () => {
  const folder = project();
  await expect(gitVersionControl(signal).changes(folder.dir)).rejects.toThrow(
    expect.objectContaining({
      code: 'TREE_DIRTY',
      message: expect.stringContaining('not a git repository'),
    }),
  );
});

it('ends when it is interrupted', async () => {
  const folder = repository();
  await expect(gitVersionControl(AbortSignal.abort()).changes(folder.dir)).rejects.toThrow(
    expect.objectContaining({ code: 'INTERRUPTED' }),
  );
});
