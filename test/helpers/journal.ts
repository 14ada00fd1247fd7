import { chmodSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { nodeDisk } from '../../src/adapters/node-disk.ts';
import { nodeFiles } from '../../src/adapters/node-files.ts';
import type { FileChange } from '../../src/migrate/code/journal/apply-changes.ts';
import type { JournalPorts } from '../../src/migrate/code/journal/ports.ts';
import type { UndoJob } from '../../src/migrate/code/journal/undo-last-run.ts';
import { type Project, project } from './project.ts';

const clock = { now: (): Date => new Date('2026-01-02T03:04:05Z') };

/** The real ports. Every path that the journal uses is absolute. */
export const ports: JournalPorts = { files: nodeFiles('/'), disk: nodeDisk, clock };

/** A call of a port, before it is made: what the hook throws, the call throws. */
export type Hook = (call: string, path: string) => void;

/** The real ports, watched. */
export function watched(hook: Hook): JournalPorts {
  const { files, disk } = ports;
  return {
    clock,
    files: {
      read: async (path) => (hook('read', path), files.read(path)),
      info: async (path) => (hook('info', path), files.info(path)),
      write: async (path, data, options) => (hook('write', path), files.write(path, data, options)),
      remove: async (path) => (hook('remove', path), files.remove(path)),
    },
    disk: {
      ...disk,
      resolve: async (path) => (hook('resolve', path), disk.resolve(path)),
      list: async (path) => (hook('list', path), disk.list(path)),
      makeFolder: async (path) => (hook('makeFolder', path), disk.makeFolder(path)),
      removeFolder: async (path) => (hook('removeFolder', path), disk.removeFolder(path)),
      removeIfEmpty: async (path) => (hook('removeIfEmpty', path), disk.removeIfEmpty(path)),
      setMode: async (path, mode) => (hook('setMode', path), disk.setMode(path, mode)),
    },
  };
}

/** Files of all sorts, with unusual names and modes. */
export function sampleProject(): Project {
  const folder = project({
    'src/a.ts': 'class A {}\r\n',
    'src/deep/folder/b.ts': Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x00, 0xff]),
    'src/run.mjs': '#!/usr/bin/env node\n',
    'src/read only.ts': 'x\n',
    'src/empty.ts': '',
    'Übung "q".ts': 'y\n',
    'README.md': 'not touched\n',
  });
  chmodSync(folder.path('src/run.mjs'), 0o750);
  chmodSync(folder.path('src/read only.ts'), 0o444);
  return folder;
}

/** Changes every file of the sample but one, and creates another. */
export function sampleChanges(folder: Project): FileChange[] {
  const names = [
    'src/a.ts',
    'src/deep/folder/b.ts',
    'src/run.mjs',
    'src/read only.ts',
    'src/empty.ts',
    'Übung "q".ts',
  ];
  return [
    ...names.map((name) => change(folder, name, `new ${name}\n`)),
    change(folder, 'src/created.ts', 'export {};\n'),
  ];
}

/** A change of a file as it is now. */
export function change(folder: Project, name: string, after: string): FileChange {
  const path = folder.path(name);
  const there = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  return { path, before: there ? readFileSync(path) : undefined, after: Buffer.from(after) };
}

/** Every file with its bytes and permissions, journals apart. */
export function snapshot(folder: Project): Record<string, string> {
  const names = folder.list().filter((name) => !name.startsWith('.aqe/migrations/'));
  return Object.fromEntries(
    names.map((name) => {
      const mode = (statSync(folder.path(name)).mode & 0o7777).toString(8);
      return [name, `${mode} ${folder.bytes(name).toString('base64')}`];
    }),
  );
}

/** What applying and undoing are told. */
export function jobFor(folder: Project, command = 'migrate-agents'): UndoJob {
  return { root: folder.dir, command, force: false, preview: false };
}
