import { writeSync } from 'node:fs';
import { openStore } from '../../src/adapters/open-store.ts';
import type { BudgetStore, BudgetWindow } from '../../src/core/cost/budget-store.ts';
import type { StoreTarget } from '../../src/core/cost/store-target.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import { seededRandom } from '../../src/core/random.ts';

/** What a process that spends money has to do. Amounts are nano-dollars. */
export interface SpenderJob {
  readonly target: StoreTarget;
  readonly name: string;
  readonly seed: number;
  readonly calls: number;
  /** How many calls are under way at once. */
  readonly together: number;
  readonly leaseMs: number;
  readonly windows: readonly BudgetWindow[];
}

/**
 * A line of the log, written before the process goes on: `want` before money is held, `held` or `refused` after; `cost` when the
 * provider has billed, `booked` when the store knows.
 */
export interface SpenderLine {
  readonly what: 'want' | 'held' | 'refused' | 'cost' | 'booked';
  readonly id: string;
  readonly amount: number;
}

const MOST = 1000;
/** Shares of the calls that are held for longer, never settled so that their lease runs out, and that fail. */
const RENEWED = 0.2;
const FORGOTTEN = 0.05;
const FAILED = 0.2;

/** A program: spends as its only argument says, and logs to standard output. */
async function spend(job: SpenderJob): Promise<void> {
  const store = await openStore(job.target, { cwd: '/', absent: 'create' });
  const random = seededRandom(job.name, job.seed);
  let started = 0;
  const work = async (): Promise<void> => {
    while (started < job.calls) {
      started += 1;
      // oxlint-disable-next-line no-await-in-loop -- one call after the other
      await oneCall(job, store, { id: `${job.name}-${started}`, random });
    }
  };
  await Promise.all(Array.from({ length: job.together }, work));
  await store.close();
}

interface Call {
  readonly id: string;
  readonly random: () => number;
}

async function oneCall(job: SpenderJob, store: BudgetStore, { id, random }: Call): Promise<void> {
  const amount = 1 + Math.floor(random() * MOST);
  const cost = Math.floor(random() * (amount + 1));
  log({ what: 'want', id, amount });
  const { kind } = await store.reserve({
    id,
    now: Date.now(),
    leaseMs: job.leaseMs,
    amount,
    windows: job.windows,
    call: {
      taskId: `task-${Math.floor(random() * 20)}`,
      taskType: 'unit-tests',
      agentType: 'test-generator',
      variant: 'stable',
      purpose: 'answer',
    },
    modelName: 'sonnet',
    model: random() < 0.5 ? 'sonnet' : 'haiku',
    provider: 'simulator',
    attempt: 1,
    priceSource: 'test',
  });
  log({ what: kind === 'reserved' ? 'held' : 'refused', id, amount });
  if (kind === 'refused') return;
  if (random() < RENEWED) await store.renew(id, Date.now() + job.leaseMs);
  if (random() < FORGOTTEN) return;
  log({ what: 'cost', id, amount: cost });
  await store.settle({
    id,
    now: Date.now(),
    cost,
    usage: { ...noTokens, output: cost },
    basis: 'measured',
    outcome: random() < FAILED ? 'failed' : 'succeeded',
  });
  log({ what: 'booked', id, amount: cost });
}

/** Synchronous: what a killed process had logged is there. Importing `node:process` would open `process.stdout`, which makes a pipe refuse (EAGAIN) what its reader is too slow for. */
function log(line: SpenderLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

const job: SpenderJob = JSON.parse(process.argv[2] ?? '');
await spend(job);
