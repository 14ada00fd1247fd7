import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireNoUnfinishedRun } from '../../src/migrate/code/journal/require-no-unfinished-run.ts';
import { undoLastRun } from '../../src/migrate/code/journal/undo-last-run.ts';
import { jobFor, ports, snapshot } from '../helpers/journal.ts';
import { type Project, project } from '../helpers/project.ts';

const repository = join(import.meta.dirname, '../..');
const FILES = 60;
const KILLS = 10;

/** A program that applies or undoes, counts the calls of its ports, and kills itself in the midst of one. */
const program = `
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeDisk } from './adapters/node-disk.js';
import { nodeFiles } from './adapters/node-files.js';
import { systemClock } from './adapters/system-clock.js';
import { applyChanges } from './migrate/code/journal/apply-changes.js';
import { undoLastRun } from './migrate/code/journal/undo-last-run.js';

const [what, root, last] = process.argv.slice(2);
let calls = 0;
const watched = (port) => Object.fromEntries(Object.entries(port).map(([name, call]) => [name, (...args) => {
  // Not before the call: while it, and what runs beside it, is at work.
  if (++calls === Number(last)) setImmediate(() => process.kill(process.pid, 'SIGKILL'));
  return call(...args);
}]));
const ports = { files: watched(nodeFiles(root)), disk: watched(nodeDisk), clock: systemClock };
const job = { root, command: 'migrate-agents', force: false, preview: false };
if (what === 'undo') await undoLastRun(job, ports);
else {
  const changes = readdirSync(join(root, 'src')).map((name) => {
    const path = join(root, 'src', name);
    const before = readFileSync(path);
    return { path, before, after: Buffer.concat([before, Buffer.from('// new\\n')]) };
  });
  changes.push({ path: join(root, 'src/created.ts'), before: undefined, after: Buffer.from('created\\n') });
  await applyChanges(changes, job, ports);
}
console.log(calls);
`;

let built = '';

beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'aqe-built-'));
  const files = [
    'adapters/node-disk.ts',
    'adapters/node-files.ts',
    'adapters/system-clock.ts',
    'migrate/code/journal/apply-changes.ts',
    'migrate/code/journal/undo-last-run.ts',
  ].map((file) => join(repository, 'src', file));
  const compilerOptions = {
    rootDir: join(repository, 'src'),
    outDir: built,
    typeRoots: [join(repository, 'node_modules/@types')],
  };
  const config = {
    extends: join(repository, 'tsconfig.build.json'),
    compilerOptions,
    include: [],
    files,
  };
  writeFileSync(join(built, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(built, 'package.json'), '{"type": "module"}');
  writeFileSync(join(built, 'program.js'), program);
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', built], { stdio: 'inherit' });
}, 60_000);

afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});

/** @param at the call in which the program is killed; 0 for none */
function run(
  what: 'apply' | 'undo',
  { dir }: Project,
  at: number,
): { killed: boolean; calls: number } {
  const args = [join(built, 'program.js'), what, dir, String(at)];
  const { signal, stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
  });
  if (signal === null) expect([status, stderr]).toEqual([0, '']);
  return { killed: signal === 'SIGKILL', calls: Number(stdout) };
}

function manyFiles(): Project {
  const names = Array.from({ length: FILES }, (_, index) => `src/file ${index}.ts`);
  return project(Object.fromEntries(names.map((name) => [name, `// ${name}\n`.repeat(200)])));
}

/** Some number below the limit, one in each of ten equal parts. */
function moments(limit: number): number[] {
  return Array.from(
    { length: KILLS },
    (_, index) => 1 + Math.floor(((index + Math.random()) / KILLS) * (limit - 1)),
  );
}

it(
  'whenever it is killed, nothing is lost, and undo puts everything back',
  { timeout: 60_000 },
  async () => {
    const { calls } = run('apply', manyFiles(), 0);
    expect(calls).toBeGreaterThan(FILES);
    let killed = 0;
    for (const at of moments(calls)) {
      const folder = manyFiles();
      const before = snapshot(folder);
      killed += run('apply', folder, at).killed ? 1 : 0;
      const journal = folder.list().find((name) => name.endsWith('/journal.json'));
      const unfinished = journal !== undefined && !folder.read(journal).includes('"state": "done"');
      // oxlint-disable-next-line no-await-in-loop
      const next = await requireNoUnfinishedRun(folder.dir, 'migrate-agents', ports).catch(
        (error: unknown) => error,
      );
      if (unfinished) expect(next).toHaveProperty('code', 'CODEMOD_INTERRUPTED');
      else expect(next).toBeUndefined();
      // oxlint-disable-next-line no-await-in-loop
      await undoLastRun(jobFor(folder), ports).catch((error: unknown) => {
        expect(error).toHaveProperty('message', expect.stringContaining('nothing to undo'));
        expect(journal).toBeUndefined();
      });
      expect(snapshot(folder), `killed in call ${at}`).toEqual(before);
      expect(folder.list().filter((name) => name.startsWith('.aqe'))).toEqual([]);
    }
    expect(killed).toBeGreaterThan(KILLS / 2);
  },
);

it('whenever undo is killed, undo goes on', { timeout: 60_000 }, async () => {
  const rehearsal = manyFiles();
  run('apply', rehearsal, 0);
  const { calls } = run('undo', rehearsal, 0);
  let killed = 0;
  for (const at of moments(calls)) {
    const folder = manyFiles();
    const before = snapshot(folder);
    run('apply', folder, 0);
    killed += run('undo', folder, at).killed ? 1 : 0;
    // oxlint-disable-next-line no-await-in-loop
    await undoLastRun(jobFor(folder), ports).catch((error: unknown) => {
      expect(error).toHaveProperty('message', expect.stringContaining('nothing to undo'));
    });
    expect(snapshot(folder), `killed in call ${at}`).toEqual(before);
    expect(folder.list().filter((name) => name.startsWith('.aqe'))).toEqual([]);
  }
  expect(killed).toBeGreaterThan(KILLS / 2);
});
