import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { BudgetWindow, LedgerEntry } from '../../src/core/cost/budget-store.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import { entriesOf, LEASE_MS, limited, type MoneyStore, wish } from './budget-requests.ts';

/** How the processes open the store: a built module, what it exports, and what that takes. */
interface StoreOpening {
  /** Relative to the root of the project. */
  readonly module: string;
  readonly open: string;
  readonly options: object;
}

/** A race of processes for one budget. */
export interface Race extends StoreOpening {
  /** For the processes' own logs. */
  readonly folder: string;
  readonly processes: number;
  /** So many of them are killed with SIGKILL in mid-work. */
  readonly killed: number;
  readonly callsEach: number;
  /** Nano-dollars. */
  readonly limit: number;
}

/** What was seen from outside. */
export interface RaceReport {
  /** Processes that SIGKILL ended. */
  readonly killed: number;
  /** How often the windows were looked at while the processes ran. */
  readonly observations: number;
  /** The most that was spent and held at any look. */
  readonly highest: number;
  /** Holds that ended with their lease. */
  readonly expired: number;
  readonly booked: number;
  readonly refused: number;
  /** Where the ledger and the processes' own logs disagree. */
  readonly disagreements: readonly string[];
}

interface Line {
  readonly kind: 'wanted' | 'reserved' | 'refused' | 'ending' | 'settled';
  readonly id: string;
  readonly amount?: number;
  readonly cost?: number;
}

interface Spender {
  readonly child: ChildProcess;
  readonly log: string;
  readonly ended: Promise<unknown>;
}

const root = join(import.meta.dirname, '../..');
/** A process is killed when its log has so many lines. */
const LINES_BEFORE_KILL = 60;

/**
 * Lets processes spend from one window at once, kills some of them, watches from outside with a store of its own, and compares the ledger with their logs.
 * @param openStore opens the observer's store, once the processes have begun
 */
export async function race(rules: Race, openStore: () => Promise<MoneyStore>): Promise<RaceReport> {
  const window = limited('day', rules.limit, 50);
  const spenders = Array.from({ length: rules.processes }, (_, n) => start(rules, window, n));
  const everyEnd = Promise.all(spenders.map(async ({ ended }) => ended));
  const store = await openStore();
  try {
    const seen = await watch(store, spenders.slice(0, rules.killed), everyEnd);
    const lines = spenders.flatMap(({ log }) => linesOf(log));
    const expired = await store.expire(Date.now() + LEASE_MS + 1);
    const killed = spenders.filter(({ child }) => child.signalCode === 'SIGKILL').length;
    return { ...seen, killed, expired, ...(await compare(store, lines)) };
  } finally {
    await store.close();
  }
}

function start(rules: Race, window: BudgetWindow, seed: number): Spender {
  const { module, open, options, folder, callsEach: calls } = rules;
  const log = join(folder, `spender-${seed}.jsonl`);
  const request = {
    ...wish('', { windows: [window] }),
    usage: { ...noTokens, input: 10, output: 2 },
  };
  const orders = {
    module: pathToFileURL(join(root, module)).href,
    open,
    options,
    seed,
    calls,
    log,
    request,
  };
  const script = join(root, 'test/property/workers/spend.mjs');
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { child, log, ended: once(child, 'exit') };
}

async function watch(
  store: MoneyStore,
  doomed: readonly Spender[],
  everyEnd: Promise<unknown>,
): Promise<Pick<RaceReport, 'observations' | 'highest'>> {
  const over = new AbortController();
  const stopping = abortAfter(everyEnd, over);
  let observations = 0;
  let highest = 0;
  while (!over.signal.aborted) {
    const [state] = await store.windows(['day']);
    observations += 1;
    highest = Math.max(highest, (state?.spent ?? 0) + (state?.reserved ?? 0));
    if (observations % 20 === 0) for (const each of doomed) killWhenBusy(each);
    await setImmediate();
  }
  await stopping;
  return { observations, highest };
}

async function abortAfter(work: Promise<unknown>, over: AbortController): Promise<void> {
  await work;
  over.abort();
}

function killWhenBusy({ child, log }: Spender): void {
  if (child.exitCode === null && linesOf(log).length >= LINES_BEFORE_KILL) child.kill('SIGKILL');
}

/** A kill may cut the last line. */
function linesOf(log: string): Line[] {
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line): Line => JSON.parse(line));
}

async function compare(
  store: MoneyStore,
  lines: readonly Line[],
): Promise<Pick<RaceReport, 'booked' | 'refused' | 'disagreements'>> {
  const [state] = await store.windows(['day']);
  const entries = await entriesOf(store, { from: 0, to: Number.MAX_SAFE_INTEGER });
  const costs = new Map(entries.map(({ id, cost }) => [id, cost]));
  const byId = new Map<string, Line[]>();
  for (const line of lines) byId.set(line.id, [...(byId.get(line.id) ?? []), line]);
  const refused = lines.filter(({ kind }) => kind === 'refused');
  const sum = entries.reduce((total, { cost }) => total + cost, 0);
  const disagreements = [
    ...entries.flatMap((entry) => wrongCost(entry, byId.get(entry.id) ?? [])),
    ...lines
      .filter(({ kind, id }) => kind === 'reserved' && !costs.has(id))
      .map(({ id }) => `${id} was held and is not in the ledger`),
    ...refused.filter(({ id }) => costs.has(id)).map(({ id }) => `${id} was refused and is booked`),
    ...(costs.size === entries.length ? [] : ['an id is booked twice']),
    ...(state?.spent === sum ? [] : [`the window has ${state?.spent}, the ledger ${sum}`]),
    ...(state?.reserved === 0 ? [] : [`${state?.reserved} is still held`]),
  ];
  return { booked: entries.length, refused: refused.length, disagreements };
}

/** An expired hold costs what was wanted, another what its owner was about to book; whoever was told that it is booked was told the truth. */
function wrongCost({ id, cost, outcome }: LedgerEntry, own: readonly Line[]): string[] {
  const last = own.at(-1)?.kind;
  const expected =
    outcome === 'expired'
      ? own.find(({ kind }) => kind === 'wanted')?.amount
      : own.find(({ kind }) => kind === 'ending')?.cost;
  if (cost !== expected) return [`${id} (${outcome}) is booked with ${cost}, not ${expected}`];
  return outcome === 'expired' && last === 'settled' ? [`${id} was booked, and expired`] : [];
}
