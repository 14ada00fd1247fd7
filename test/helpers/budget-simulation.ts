import type { AttemptEnd, OpenAttempt } from '../../src/core/cost/billing.ts';
import { budgetMeter } from '../../src/core/cost/budget-meter.ts';
import { budgetSettings } from '../../src/core/cost/budget-settings.ts';
import { type BudgetWindows, budgetWindows } from '../../src/core/cost/budget-windows.ts';
import type { Scheduler } from '../../src/core/ports.ts';
import { seededRandom } from '../../src/core/random.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import { AqeError } from '../../src/errors.ts';
import { attemptPlan, sonnet } from './attempt-plan.ts';
import { type MoneyStore, START } from './budget-requests.ts';

/** What happened in a run. Nano-dollars. */
export interface SimulationReport {
  /** Where `spent + reserved` passed a limit, or what is left did not add up. */
  readonly problems: readonly string[];
  /** By the tasks' own log: charges, and holds that crashed owners left. */
  readonly spent: number;
  readonly opened: number;
  readonly refused: number;
  readonly crashed: number;
  /** Settled after their lease had run out. */
  readonly late: number;
}

interface Owner {
  readonly clockwork: Clockwork;
  isGone: boolean;
  /** It does nothing until then, as a laptop that sleeps. */
  asleepUntil: number;
}

const OWNERS = 5;
const TASKS = 50;
/** Tasks that take a step at the same time. */
const TOGETHER = 16;
const LONGEST_STEP_MS = 3000;

/** Timers of one process, on the time of the simulation. */
class Clockwork implements Scheduler {
  #timers: { readonly due: number; readonly callback: () => void }[] = [];
  readonly #time: () => number;

  constructor(time: () => number) {
    this.#time = time;
  }

  monotonic(): number {
    return this.#time();
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#time() + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  fire(): void {
    const due = this.#timers.filter((timer) => timer.due <= this.#time());
    this.#timers = this.#timers.filter((timer) => timer.due > this.#time());
    for (const { callback } of due) callback();
  }
}

/**
 * Fifty tasks of five owners spend from one budget: they retry, abort, time out, get no counts, fall asleep and crash. Time is
 * simulated, the meter and the store are real; the same seed gives the same run.
 */
export async function simulateBudget(store: MoneyStore, seed: number): Promise<SimulationReport> {
  const run = new Run(store, seed);
  await run.play();
  return run.finish();
}

class Run {
  readonly #store: MoneyStore;
  readonly #random: () => number;
  readonly #scope: string;
  readonly #windows: BudgetWindows;
  readonly #keys = new Map<string, number>();
  readonly #owners: readonly Owner[];
  readonly #renewals = new Set<Promise<unknown>>();
  readonly #open = new Map<OpenAttempt, { readonly owner: Owner; readonly heldAt: number }>();
  readonly #problems: string[] = [];
  #now: number;
  #ids = 0;
  #spent = 0;
  #opened = 0;
  #refused = 0;
  #crashed = 0;
  #late = 0;

  constructor(store: MoneyStore, seed: number) {
    this.#random = seededRandom('budget', seed);
    this.#scope = `run-${seed}`;
    // Around the end of a day, a month, a change of the clocks.
    const starts = [START, Date.UTC(2026, 9, 24, 21, 59), Date.UTC(2026, 10, 30, 22, 59)];
    this.#now = this.#oneOf(starts) + seed;
    this.#windows = budgetWindows(
      budgetSettings({
        limits: {
          perTask: this.#oneOf([undefined, 0.1, 0.3]),
          daily: this.#between(20, 300) / 100,
          weekly: this.#oneOf([undefined, 2.5]),
          monthly: 2.75,
        },
        alertPercents: { daily: 80, monthly: 90 },
        timeZone: 'Europe/Berlin',
        degradeAtPercent: undefined,
      }),
      this.#scope,
    );
    this.#store = { ...store, renew: async (id, until) => this.#track(store.renew(id, until)) };
    this.#owners = Array.from({ length: OWNERS }, () => ({
      clockwork: new Clockwork(() => this.#now),
      isGone: false,
      asleepUntil: 0,
    }));
  }

  /** Lets tasks take steps, some at once, until all are done. */
  async play(): Promise<void> {
    let tasks = Array.from({ length: TASKS }, (_, n) => {
      const owner = this.#oneOf(this.#owners);
      return { owner, steps: this.#task(`${this.#scope}-task-${n}`, owner) };
    });
    while (tasks.length > 0) {
      const able = tasks.filter(({ owner }) => owner.asleepUntil <= this.#now);
      const count = able.length === 0 ? 0 : TOGETHER;
      const chosen = new Set(Array.from({ length: count }, () => this.#oneOf(able)));
      const ended = await Promise.all(
        [...chosen].map(async (task) =>
          (await task.steps.next()).done === true ? task : undefined,
        ),
      );
      tasks = tasks.filter((task) => !ended.includes(task) && !task.owner.isGone);
      this.#now += this.#between(0, LONGEST_STEP_MS);
      this.#disturb();
      await this.#wakeTimers();
      await this.#check();
    }
  }

  /** Lets every lease run out that is still held, and compares what the store says with our own log. */
  async finish(): Promise<SimulationReport> {
    for (const { reserved } of this.#open.keys()) this.#spent += reserved;
    await this.#store.expire(this.#now + 60_000);
    const states = await this.#store.windows([...this.#keys.keys()]);
    const left = states.filter(({ reserved }) => reserved !== 0);
    for (const { key, reserved } of left) this.#problems.push(`${key} still holds ${reserved}`);
    const months = states.filter(({ key }) => key.startsWith('month:'));
    const booked = months.reduce((sum, { spent }) => sum + spent, 0);
    if (booked !== this.#spent) this.#problems.push(`booked ${booked}, spent ${this.#spent}`);
    return {
      problems: this.#problems,
      spent: this.#spent,
      opened: this.#opened,
      refused: this.#refused,
      crashed: this.#crashed,
      late: this.#late,
    };
  }

  async *#task(taskId: string, owner: Owner): AsyncGenerator<void> {
    const meter = budgetMeter({
      store: this.#store,
      windows: this.#windows,
      fallback: { prices: sonnet.prices, source: 'test' },
      scheduler: owner.clockwork,
      clock: { now: () => new Date(this.#now) },
      newId: () => `${this.#scope}-${(this.#ids += 1)}`,
      onAlert: () => undefined,
    });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const inputTokens = this.#between(10, 4000);
      const maxTokens = this.#between(16, 4096);
      const call = { ...attemptPlan().call, taskId, variant: this.#scope };
      const plan = attemptPlan({ call, attempt, inputTokens, maxTokens });
      const held = await meter.open(plan).catch((error: unknown) => error);
      if (held instanceof AqeError && held.code === 'BUDGET_EXCEEDED') {
        this.#refused += 1;
        return;
      }
      if (!isOpen(held)) throw held;
      this.#opened += 1;
      this.#open.set(held, { owner, heldAt: this.#now });
      // Most answers take some steps, a few longer than a lease.
      const steps = this.#random() < 0.05 ? 40 : this.#between(0, 6);
      for (let step = 0; step < steps; step += 1) yield;
      yield;
      const end = this.#ending(inputTokens, maxTokens);
      await this.#settle(held, end);
      if (end.outcome !== 'failed') return;
    }
  }

  async #settle(held: OpenAttempt, end: AttemptEnd): Promise<void> {
    const charge = await held.settle(end);
    if (this.#random() < 0.1) await held.settle({ ...end, mayBeBilled: !end.mayBeBilled });
    this.#open.delete(held);
    this.#spent += charge.cost;
  }

  #ending(inputTokens: number, maxTokens: number): AttemptEnd {
    const usage = {
      ...noTokens,
      input: this.#between(1, inputTokens),
      output: this.#between(1, maxTokens),
    };
    const ends: readonly Partial<AttemptEnd>[] = [
      {},
      {},
      {},
      {},
      { outcome: 'failed', mayBeBilled: false, usage: undefined },
      { outcome: 'failed', usageIsFinal: false },
      { outcome: 'failed', usageIsFinal: false, usage: undefined, outputCharacters: 0 },
      { outcome: 'aborted', usageIsFinal: false },
      { outcome: 'aborted', usageIsFinal: false, usage: undefined, outputCharacters: 0 },
      { usage: undefined },
    ];
    return {
      outcome: 'succeeded',
      usage,
      mayBeBilled: true,
      usageIsFinal: true,
      outputCharacters: usage.output * 3,
      ...this.#oneOf(ends),
    };
  }

  /** Now and then an owner crashes, or sleeps longer than its leases. */
  #disturb(): void {
    const owner = this.#oneOf(this.#owners);
    const chance = this.#random();
    if (chance < 0.015) {
      owner.isGone = true;
      const lost = [...this.#open.values()].filter((each) => each.owner === owner);
      this.#crashed += lost.length;
    } else if (chance < 0.03) {
      owner.asleepUntil = this.#now + 90_000;
      this.#late += [...this.#open.values()].filter((each) => each.owner === owner).length;
    }
    const able = this.#owners.some(
      ({ isGone, asleepUntil }) => !isGone && asleepUntil <= this.#now,
    );
    if (!able) this.#now += 90_000;
  }

  async #wakeTimers(): Promise<void> {
    for (const { isGone, asleepUntil, clockwork } of this.#owners) {
      if (!isGone && asleepUntil <= this.#now) clockwork.fire();
    }
    await Promise.all(this.#renewals);
  }

  async #check(): Promise<void> {
    for (const { key, limit } of this.#windows.at(this.#now)) {
      this.#keys.set(key, limit ?? Number.POSITIVE_INFINITY);
    }
    for (const { key, spent, reserved } of await this.#store.windows([...this.#keys.keys()])) {
      const limit = this.#keys.get(key) ?? 0;
      if (spent + reserved > limit) {
        this.#problems.push(`${key}: ${spent} + ${reserved} is over ${limit}`);
      }
    }
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#renewals.add(work);
    try {
      return await work;
    } finally {
      this.#renewals.delete(work);
    }
  }

  #between(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  /** One of a list, which must not be empty. */
  #oneOf<T>(choices: readonly T[]): T {
    for (const choice of choices.slice(Math.floor(this.#random() * choices.length))) return choice;
    throw new RangeError('nothing to choose from');
  }
}

function isOpen(value: unknown): value is OpenAttempt {
  return typeof value === 'object' && value !== null && 'settle' in value;
}
