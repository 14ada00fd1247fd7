import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import type { LedgerEntry } from '../../src/core/cost/budget-store.ts';
import { entriesOf, type MoneyStore } from './budget-requests.ts';
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
  /** What it has logged so far. */
  readonly lines: () => readonly SpenderLine[];
  /** Resolves when it has ended; true when it was killed. Rejects when it failed. */
  readonly ended: Promise<boolean>;
  /** Resolves when it has logged so many lines, or ended. */
  logged(count: number): Promise<unknown>;
  kill(): void;
}

/** Starts so many processes, each with a name of its own; what still runs when the test ends is killed. */
export function startSpenders(
  program: SpenderProgram,
  count: number,
  job: Omit<SpenderJob, 'name'>,
): readonly Spender[] {
  const spenders = Array.from({ length: count }, (_, n) =>
    startSpender(program, { ...job, name: `p${n}` }),
  );
  onTestFinished(() => {
    for (const spender of spenders) spender.kill();
  });
  return spenders;
}

function startSpender(program: SpenderProgram, job: SpenderJob): Spender {
  // A file takes whatever is written at once; a pipe may be full while we are busy.
  const log = join(mkdtempSync(join(dirname(program.path), 'log-')), 'lines.jsonl');
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [program.path, JSON.stringify(job)], {
    stdio: ['ignore', output, 'pipe'],
  });
  closeSync(output);
  const lines = (): readonly SpenderLine[] => linesOf(log);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    lines,
    ended: endOf(child),
    logged: async (count) =>
      vi.waitUntil(() => hasEnded() || lines().length >= count, { timeout: 60_000, interval: 20 }),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A kill may cut the last line. */
function linesOf(log: string): readonly SpenderLine[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line): SpenderLine => JSON.parse(line));
}

async function endOf(child: ChildProcess): Promise<boolean> {
  let complaint = '';
  child.stderr?.on('data', (data) => (complaint += String(data)));
  await once(child, 'close');
  if (child.signalCode === 'SIGKILL') return true;
  if (child.exitCode === 0) return false;
  throw new Error(`a spender ended with ${child.exitCode}: ${complaint}`);
}

/** What is left when all leases have ended. */
export interface Settled {
  readonly entries: readonly LedgerEntry[];
  /** Nano-dollars that are booked. */
  readonly spent: number;
  /** Calls that were refused. */
  readonly refused: number;
  /** Holds that ended with their lease. */
  readonly expired: number;
  readonly lines: readonly SpenderLine[];
}

/** Ends all leases; then nothing is held, and windows, sums and entries say what the logs say. */
export async function settleUp(
  store: MoneyStore,
  spenders: readonly Spender[],
  { windows, leaseMs }: Pick<SpenderJob, 'windows' | 'leaseMs'>,
): Promise<Settled> {
  const forever = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const lines = spenders.flatMap((spender) => spender.lines());
  await store.expire(Date.now() + leaseMs + 1);
  const entries = await entriesOf(store, forever);
  expect(differences(lines, entries)).toEqual([]);
  const spent = entries.reduce((sum, { cost }) => sum + cost, 0);
  const keys = windows.map(({ key }) => key);
  expect(await store.windows(keys)).toEqual(keys.map((key) => ({ key, spent, reserved: 0 })));
  const [sum] = await store.sum({ ...forever, by: [] });
  expect(sum).toMatchObject({ cost: spent });
  const refused = lines.filter(({ what }) => what === 'refused').length;
  const expired = entries.filter(({ outcome }) => outcome === 'expired').length;
  return { entries, spent, refused, expired, lines };
}

/** Where the ledger says something else than the processes' logs, of which some end in the midst of a call. */
function differences(lines: readonly SpenderLine[], entries: readonly LedgerEntry[]): string[] {
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
