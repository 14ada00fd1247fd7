import type { Context } from '../../cli/context.ts';
import { Recurring } from '../../core/recurring.ts';
import type { Scheduler } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import type { Scrape, Target } from '../../rollout/scrape/history.ts';
import { parseMetrics } from '../../rollout/scrape/parse-metrics.ts';
import { scrapeEvidence } from '../../rollout/scrape/scrape-evidence.ts';

/** Whose metrics are read, and how often. */
interface LogOptions {
  readonly targets: readonly Target[];
  readonly intervalMs: number;
  readonly scheduler: Scheduler;
}

const MAX_BYTES = 64 * 1_048_576;
/** An answer may take longer than a very short interval. */
const PATIENCE_MS = 5000;
/** So many rounds are kept: of a long time, those that came last. */
const KEPT = 2000;

/** Reads the metrics of all targets again and again, and keeps what they said. Targets that do not answer leave gaps, which the evidence tells. */
export class MetricsLog {
  readonly #context: Context;
  readonly #options: LogOptions;
  readonly #rounds: Recurring;
  readonly #scrapes: Scrape[][];
  /** When each round began, in milliseconds since 1970, also of those that nobody answered. */
  readonly #began: number[] = [];

  constructor(context: Context, options: LogOptions) {
    this.#context = context;
    this.#options = options;
    this.#scrapes = options.targets.map(() => []);
    const { scheduler, intervalMs: everyMs } = options;
    this.#rounds = new Recurring(async () => this.#scrape(), { scheduler, everyMs });
  }

  /** What was said from one moment to another. */
  evidence(
    { from, to }: { readonly from: number; readonly to: number },
    share: number | undefined,
  ): Evidence {
    const { targets, intervalMs } = this.#options;
    const began = Math.max(from, this.#began.at(-KEPT) ?? from);
    const isWithin = (at: number): boolean => at >= began && at <= to;
    const within = this.#scrapes.map((scrapes) => scrapes.filter(({ at }) => isWithin(at)));
    // Rounds without an answer count: what a target does not say any more is a gap.
    const first = this.#began.findIndex((at) => isWithin(at));
    const count = this.#began.filter((at) => isWithin(at)).length;
    const histories = targets.map((target, index) => ({
      target,
      scrapes: (within[index] ?? []).map(({ round, at, samples }) => ({
        round: Math.max(0, round - first),
        at,
        samples,
      })),
    }));
    return scrapeEvidence(histories, { count, intervalMs }, share);
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  async #scrape(): Promise<void> {
    const round = this.#began.push(this.#context.clock.now().getTime()) - 1;
    await Promise.all(
      this.#options.targets.map(async ({ url }, index) => {
        const scrape = await this.#ask(url, round);
        const kept = this.#scrapes[index];
        if (scrape === undefined || kept === undefined) return;
        kept.push(scrape);
        if (kept.length > KEPT) kept.shift();
      }),
    );
  }

  async #ask(url: string, round: number): Promise<Scrape | undefined> {
    const { ports, signal, clock, reporter } = this.#context;
    try {
      const http = await ports.httpText();
      const timeoutMs = Math.max(this.#options.intervalMs, PATIENCE_MS);
      const text = await http.get(url, { timeoutMs, limit: MAX_BYTES, signal });
      const samples = parseMetrics(text, url).filter(({ name }) => /^(?:aqe|process)_/.test(name));
      return { round, at: clock.now().getTime(), samples };
    } catch (error) {
      if (!(error instanceof AqeError)) throw error;
      reporter.debug(error.message);
      return undefined;
    }
  }
}
