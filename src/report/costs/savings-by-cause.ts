import type { LedgerEntry } from '../../core/cost/budget-store.ts';
import type { TokenPrices } from '../../core/cost/catalogue.ts';
import { atPrices } from '../../core/cost/cost-of.ts';
import { addTokens, noTokens, type TokenUsage } from '../../core/cost/token-usage.ts';
import { bootstrap } from '../../core/routing/evaluation/bootstrap.ts';
import { type Money, money } from '../money.ts';

/** Why a task cost less than with the baseline, or more. */
type SavingsCause = 'routing' | 'escalation' | 'cache';

/** What was saved for one reason, over the tasks that it concerns. */
export interface CauseSavings {
  readonly cause: SavingsCause;
  readonly tasks: number;
  /** Below nothing where it cost more. */
  readonly saved: Money;
  /** 95 %, over the tasks; null with fewer than two. */
  readonly interval: readonly [low: Money, high: Money] | null;
}

/** Savings by cause, of measured tasks alone. */
export interface SavingsByCause {
  /** Tasks all of whose calls were measured. */
  readonly tasks: number;
  /** Tasks with a call that was estimated, charged in full or simulated, or whose prices are not known: they are in no number here. */
  readonly leftOut: number;
  /** What they cost. */
  readonly cost: Money;
  /** What the tokens of their answers cost at the prices of the baseline, sent without a cache. */
  readonly baselineCost: Money;
  /** They add up to `baselineCost` without `cost`. */
  readonly causes: readonly CauseSavings[];
}

/** What is compared. */
export interface SavingsRequest {
  readonly baseline: TokenPrices;
  /** Today's prices of a model, by the provider's id. */
  readonly pricesOf: (model: string) => TokenPrices | undefined;
  /** Whether a task's answers were verified, so that it could climb. */
  readonly isEscalated: (taskId: string) => boolean;
}

/** All that is known of a task. */
interface TaskSums {
  cost: number;
  /** What caching saved, without what it cost. */
  cache: number;
  /** Of its answers; of those that were judged, of the first one: one model would have been asked once, and without findings. */
  answers: TokenUsage;
  measured: boolean;
}

const noSums: Readonly<TaskSums> = {
  cost: 0,
  cache: 0,
  answers: noTokens,
  measured: true,
};

/** Sums up each task, and tells why it cost what it did. A task belongs to the period that its calls are in. */
export async function savingsByCause(
  entries: AsyncIterable<LedgerEntry>,
  request: SavingsRequest,
): Promise<SavingsByCause> {
  const tasks = new Map<string, TaskSums>();
  for await (const entry of entries) {
    const { taskId } = entry.call;
    tasks.set(taskId, withEntry(tasks.get(taskId) ?? noSums, entry, request));
  }
  const measured = [...tasks].filter(([, { measured: all }]) => all);
  const plain = ({ answers }: TaskSums): number =>
    atPrices(request.baseline, withoutCache(answers));
  const models = measured.map(([id, sums]) => ({
    cause: request.isEscalated(id) ? ('escalation' as const) : ('routing' as const),
    saved: plain(sums) - (sums.cost + sums.cache),
  }));
  const savedBy = (cause: SavingsCause): readonly number[] =>
    models.filter((task) => task.cause === cause).map(({ saved }) => saved);
  const cached = measured.map(([, { cache }]) => cache).filter((cache) => cache !== 0);
  return {
    tasks: measured.length,
    leftOut: tasks.size - measured.length,
    cost: money(sumOf(measured.map(([, { cost }]) => cost))),
    baselineCost: money(sumOf(measured.map(([, sums]) => plain(sums)))),
    causes: [
      causeSavings('routing', savedBy('routing')),
      causeSavings('escalation', savedBy('escalation')),
      causeSavings('cache', cached),
    ],
  };
}

const SIMULATOR = 'simulator';

function withEntry(sums: TaskSums, entry: LedgerEntry, { pricesOf }: SavingsRequest): TaskSums {
  const { cost, cache, answers, measured } = sums;
  const isAnswer = entry.call.purpose === 'answer' && entry.outcome === 'succeeded';
  const effect = cacheEffect(entry.usage, pricesOf(entry.model));
  const known = entry.basis === 'measured' && entry.provider !== SIMULATOR;
  return {
    cost: cost + entry.cost,
    cache: cache + (effect ?? 0),
    answers: isAnswer ? addTokens(answers, entry.usage) : answers,
    measured: measured && known && entry.outcome !== 'expired' && effect !== undefined,
  };
}

/** What caching saved on a call, at its own model's prices; undefined where those are not known and there was a cache. */
function cacheEffect(usage: TokenUsage, prices: TokenPrices | undefined): number | undefined {
  const { cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  if (cacheRead + cacheWrite5m + cacheWrite1h === 0) return 0;
  if (prices === undefined) return undefined;
  return atPrices(prices, withoutCache(usage)) - atPrices(prices, usage);
}

function withoutCache(usage: TokenUsage): TokenUsage {
  const { output, input, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  const all = input + cacheRead + cacheWrite5m + cacheWrite1h;
  return { ...noTokens, input: all, output };
}

/** From so many tasks on, the mean is normal for all that matters here. */
const MANY = 5000;
const CERTAINTY = 1.96;

function causeSavings(cause: SavingsCause, values: readonly number[]): CauseSavings {
  const n = values.length;
  const saved = sumOf(values);
  if (n < 2) return { cause, tasks: n, saved: money(saved), interval: null };
  const [low, high] = n > MANY ? normalInterval(values) : bootstrap(values);
  const bound = (mean: number): Money => money(Math.round(mean * n));
  return { cause, tasks: n, saved: money(saved), interval: [bound(low), bound(high)] };
}

function normalInterval(values: readonly number[]): readonly [low: number, high: number] {
  const n = values.length;
  const mean = sumOf(values) / n;
  const variance = sumOf(values.map((value) => (value - mean) ** 2)) / (n - 1);
  const half = CERTAINTY * Math.sqrt(variance / n);
  return [mean - half, mean + half];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
