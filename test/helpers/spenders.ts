import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LedgerEntry } from '../../src/core/cost/budget-store.ts';
import type { SpenderJob, SpenderLine } from './spender.ts';

const repository = join(import.meta.dirname, '../..');

/** The program of `spender.ts`, compiled into a folder of its own. */
export interface SpenderProgram {
  readonly path: string;
  remove(): void;
}

/** Compiles the program; takes seconds. */
export function spenderProgram(): SpenderProgram {
  const dir = mkdtempSync(join(tmpdir(), 'aqe-spender-'));
  symlinkSync(join(repository, 'node_modules'), join(dir, 'node_modules'));
  const config = {
    extends: join(repository, 'tsconfig.build.json'),
    compilerOptions: { rootDir: repository, outDir: dir },
    include: [],
    files: [join(repository, 'test/helpers/spender.ts')],
  };
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(dir, 'package.json'), '{"type": "module"}');
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', dir], { stdio: 'inherit' });
  return {
    path: join(dir, 'test/helpers/spender.js'),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** A process that spends. */
export interface Spender {
  readonly lines: SpenderLine[];
  /** Resolves when it has ended; true when it was killed. Rejects when it failed. */
  readonly ended: Promise<boolean>;
  /** Resolves when it has logged so many lines, or ended. */
  logged(count: number): Promise<void>;
  kill(): void;
}

/** Starts a process. */
export function startSpender(program: SpenderProgram, job: SpenderJob): Spender {
  const child = spawn(process.execPath, [program.path, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: SpenderLine[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(JSON.parse(line)));
  return {
    lines,
    ended: endOf(child),
    logged: async (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (lines.length >= count) resolve();
        };
        reader.on('line', look);
        reader.once('close', resolve);
        look();
      }),
    kill: () => void child.kill('SIGKILL'),
  };
}

async function endOf(child: ChildProcess): Promise<boolean> {
  let complaint = '';
  child.stderr?.on('data', (data) => (complaint += String(data)));
  await once(child, 'close');
  if (child.signalCode === 'SIGKILL') return true;
  if (child.exitCode === 0) return false;
  throw new Error(`a spender ended with ${child.exitCode}: ${complaint}`);
}

/** Where the ledger says something else than the processes' logs, of which some end in the midst of a call. */
export function differences(
  lines: readonly SpenderLine[],
  entries: readonly LedgerEntry[],
): string[] {
  const logs = byId(lines);
  const booked = byId(entries);
  const unknown = [...booked.keys()].filter((id) => !logs.has(id));
  return unknown.concat([...logs].flatMap(([id, log]) => differenceOf(log, booked.get(id) ?? [])));
}

/** In their order, under the ids of reservations. */
function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const id = item.id.replace('#correction', '');
    groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  return groups;
}

/** What a call may have left in the ledger: costs, in the order in which they were booked. */
function differenceOf(log: readonly SpenderLine[], entries: readonly LedgerEntry[]): string[] {
  const amountOf = (what: SpenderLine['what']): number =>
    log.find((line) => line.what === what)?.amount ?? 0;
  const [amount, cost] = [amountOf('want'), amountOf('cost')];
  const settled = [[cost], [amount, cost - amount]];
  const allowed = {
    want: [[], [amount]],
    refused: [[]],
    held: [[amount]],
    cost: [[amount], ...settled],
    booked: settled,
  }[log.at(-1)?.what ?? 'refused'];
  const costs = JSON.stringify(entries.map((entry) => entry.cost));
  if (allowed.some((one) => JSON.stringify(one) === costs)) return [];
  return [`${JSON.stringify(log)} was booked as ${costs}`];
}
