import type { Context } from '../../cli/context.ts';
import { pause } from '../../core/pause.ts';
import { AqeError } from '../../errors.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import type { History, Rounds, Scrape, Target } from '../../rollout/scrape/history.ts';
import { parseMetrics } from '../../rollout/scrape/parse-metrics.ts';
import { scrapeEvidence } from '../../rollout/scrape/scrape-evidence.ts';

/** Whose metrics are read, and for how long. Milliseconds. */
export interface PollQuestion {
  readonly targets: readonly Target[];
  readonly windowMs: number;
  readonly intervalMs: number;
  /** Of canary, 0 to 1. */
  readonly share: number | undefined;
}

const MAX_BYTES = 64 * 1_048_576;
/** An answer may take longer than a very short interval. */
const PATIENCE_MS = 5000;

/** What targets answered, and how often they were asked. */
export interface Polled {
  readonly histories: readonly History[];
  readonly rounds: Rounds;
}

/**
 * Makes evidence of the metrics of all targets, see {@link pollTargets}.
 * @throws AqeError TARGET_UNREACHABLE, DATA_INVALID, INTERRUPTED, USAGE
 */
export async function pollMetrics(context: Context, question: PollQuestion): Promise<Evidence> {
  if (question.windowMs < question.intervalMs) {
    throw new AqeError('USAGE', 'the window is shorter than the interval', {
      hint: 'Give a longer --window, or a shorter --interval.',
    });
  }
  const { histories, rounds } = await pollTargets(context, question);
  return scrapeEvidence(histories, rounds, question.share);
}

/**
 * Reads the metrics of all targets, round after round, for the length of the window. A target that does not answer for a while is a defect of the evidence; one that
 * does not answer at first, or with something else, ends the run.
 * @throws AqeError TARGET_UNREACHABLE, DATA_INVALID, INTERRUPTED
 */
export async function pollTargets(
  context: Context,
  { targets, windowMs, intervalMs }: Omit<PollQuestion, 'share'>,
): Promise<Polled> {
  const count = Math.floor(windowMs / intervalMs) + 1;
  const { reporter, ports, signal } = context;
  reporter.note(`Reading the metrics of ${targets.length} targets for ${windowMs / 1000} s …`);
  const scheduler = await ports.scheduler();
  const scrapes = targets.map((): Scrape[] => []);
  const start = scheduler.monotonic();
  for (let round = 0; round < count; round += 1) {
    const wait = start + round * intervalMs - scheduler.monotonic();
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    await pause(wait, { scheduler, signal });
    if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
    // oxlint-disable-next-line no-await-in-loop -- as above
    const answers = await Promise.all(
      targets.map(async (target) => scrapeOf(context, target, { round, intervalMs })),
    );
    for (const [index, answer] of answers.entries()) {
      if (answer !== undefined) scrapes[index]?.push(answer);
    }
  }
  const histories = targets.map((target, index): History => ({
    target,
    scrapes: scrapes[index] ?? [],
  }));
  return { histories, rounds: { count, intervalMs } };
}

async function scrapeOf(
  { ports, signal, clock, reporter }: Context,
  { url }: Target,
  { round, intervalMs }: { readonly round: number; readonly intervalMs: number },
): Promise<Scrape | undefined> {
  try {
    const http = await ports.httpText();
    const text = await http.get(url, {
      timeoutMs: Math.max(intervalMs, PATIENCE_MS),
      limit: MAX_BYTES,
      signal,
    });
    return { round, at: clock.now().getTime(), samples: parseMetrics(text, url) };
  } catch (error) {
    const isExpected = error instanceof AqeError && error.code !== 'INTERRUPTED';
    if (round === 0 || !isExpected) throw error;
    reporter.warn(error.message);
    return undefined;
  }
}
