import type { History, Scrape } from '../scrape/history.ts';
import { scrapedReading } from '../measure/scraped-reading.ts';
import type { Measure, MonitorReading, Watched, WatchedId } from './watched.ts';

/** A target that said nothing in this look. */
export interface Silent {
  readonly target: string;
  /** For people. */
  readonly reason: string;
}

/** What a source gives in one look: all that it knows of the window, and who is silent now. */
export interface Sight {
  readonly histories: readonly History[];
  readonly silent: readonly Silent[];
}

/** One value of a look. */
interface LookValue extends Measure {
  readonly id: WatchedId;
}

/** One look at the fleet. */
export interface Look {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly values: readonly LookValue[];
  /** How many targets answered. */
  readonly answered: number;
  readonly silent: readonly Silent[];
}

/** Measures what a source saw. */
export function lookAt(sight: Sight, watched: readonly Watched[], at: number): Look {
  const { histories, silent } = sight;
  const quiet = new Set(silent.map(({ target }) => target));
  const answering = histories.filter(({ target }) => !quiet.has(target.url));
  const reading: MonitorReading = {
    ...scrapedReading(histories, { source: 'metrics' }),
    // What a process needed that does not answer any more counts no longer.
    memory: scrapedReading(answering.map(lastOnly), { source: 'metrics' }).memory,
    budgetUsed: budgetUsed(answering),
  };
  return {
    at,
    values: watched.map(({ id, limit, measure }) => ({ id, ...measure(reading, limit) })),
    answered: answering.length,
    silent,
  };
}

function lastOnly({ target, scrapes }: History): History {
  return { target, scrapes: scrapes.slice(-1) };
}

/** Replicas share their budget, so the fullest window that one of them tells of counts. */
function budgetUsed(histories: readonly History[]): number | undefined {
  const parts = histories.flatMap(({ scrapes }) => {
    const last = scrapes.at(-1);
    return last === undefined ? [] : budgetParts(last);
  });
  return parts.length === 0 ? undefined : Math.max(...parts);
}

function budgetParts({ samples }: Scrape): readonly number[] {
  const amountOf = (name: string, window: string | undefined): number =>
    samples.find((sample) => sample.name === name && sample.labels['window'] === window)?.value ??
    0;
  return samples
    .filter(({ name, value }) => name === 'aqe_budget_limit_usd' && value > 0)
    .map(({ labels: { window }, value: limit }) => {
      const spent = amountOf('aqe_budget_spent_usd', window);
      return (spent + amountOf('aqe_budget_reserved_usd', window)) / limit;
    })
    .filter((part) => Number.isFinite(part));
}

/** Metrics that a monitor reads beside those of a reading. */
export const budgetMetrics: readonly string[] = [
  'aqe_budget_limit_usd',
  'aqe_budget_spent_usd',
  'aqe_budget_reserved_usd',
];

/**
 * Forgets answers that are older than the window, but for the last one of them: what grew since then counts.
 * @param from milliseconds since 1970
 */
export function withinWindow(scrapes: readonly Scrape[], from: number): readonly Scrape[] {
  const first = scrapes.findLastIndex(({ at }) => at <= from);
  return scrapes.slice(Math.max(first, 0));
}
