import { describe, expect, it } from 'vitest';
import { AqeError } from '../../../../src/errors.ts';
import type { Sight } from '../../../../src/rollout/monitor/look.ts';
import { monitor, type MonitorState } from '../../../../src/rollout/monitor/monitor.ts';
import type { MonitorSummary } from '../../../../src/rollout/monitor/summary.ts';
import { watchedFor } from '../../../../src/rollout/monitor/watched.ts';
import { parseMetrics } from '../../../../src/rollout/scrape/parse-metrics.ts';
import { ManualScheduler } from '../../../helpers/manual-scheduler.ts';

const START = Date.parse('2026-11-23T12:00:00Z');
const SECOND = 1000;

/** One replica at a moment: how many tasks it has counted, and how many of them failed. */
interface Counted {
  readonly ok: number;
  readonly failed: number;
  /** When the process started. */
  readonly started?: number;
}

/** What a test lets a replica say look by look; undefined is no answer. The last one is said for ever. */
type Script = readonly (Counted | undefined)[];

interface Watch {
  readonly script: Script;
  readonly seconds?: number;
  readonly patience?: number;
  /** Seconds that each look takes. */
  readonly slow?: number;
  readonly signal?: AbortSignal;
  readonly onLook?: (state: MonitorState) => void;
}

const scrape = (round: number, { ok, failed, started = 1 }: Counted) => ({
  round,
  at: START + round * SECOND,
  samples: parseMetrics(
    `process_start_time_seconds ${started}
aqe_tasks_total{variant="stable",status="succeeded"} ${ok}
aqe_tasks_total{variant="stable",status="failed"} ${failed}
`,
    'a test',
  ),
});

/** Each look is about what happened since the one before it. */
function sightOf(script: Script, round: number): Sight {
  const said = (index: number): Counted | undefined => script[Math.min(index, script.length - 1)];
  const scrapes = [round - 1, round].flatMap((index) => {
    const counted = index < 0 ? undefined : said(index);
    return counted === undefined ? [] : [scrape(index, counted)];
  });
  const silent = said(round) === undefined ? [{ target: 'a', reason: 'no answer' }] : [];
  return { histories: [{ target: { url: 'a', arm: undefined }, scrapes }], silent };
}

/** Watches one replica, one look a second. @returns the summary, and what began and ended */
async function watch({
  script,
  seconds = script.length - 1,
  patience = 3,
  slow = 0,
  signal = new AbortController().signal,
  onLook,
}: Watch): Promise<{ readonly summary: MonitorSummary; readonly told: readonly string[] }> {
  const scheduler = new ManualScheduler();
  const told: string[] = [];
  const running = monitor({
    source: {
      name: 'a',
      look: async (round) => {
        if (slow > 0) await new Promise<void>((done) => void scheduler.after(slow * SECOND, done));
        if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
        return sightOf(script, round);
      },
    },
    watched: watchedFor(undefined, {}).filter(({ id }) => id === 'error-rate'),
    intervalMs: SECOND,
    durationMs: seconds * SECOND,
    patience,
    clock: { now: () => new Date(START + scheduler.monotonic()) },
    scheduler,
    signal,
    onLook: (state) => {
      for (const { kind, breach } of state.events) {
        told.push(`${(state.look.at - START) / SECOND}: ${breach.id} ${kind}`);
      }
      onLook?.(state);
    },
  });
  await scheduler.advance(seconds * SECOND + 60 * SECOND);
  expect(scheduler.pending).toBe(0);
  return { summary: await running, told };
}

const good = { ok: 0, failed: 0 };
const bad = { ok: 100, failed: 50 };
/** The same, counted on. */
const better = { ok: 400, failed: 50 };

describe(monitor, () => {
  it('looks every so often until the time is over', async () => {
    const left: (number | undefined)[] = [];
    const { summary } = await watch({
      script: [good],
      seconds: 4,
      onLook: ({ leftMs }) => void left.push(leftMs),
    });
    expect(left).toEqual([4000, 3000, 2000, 1000, 0]);
    expect(summary).toMatchObject({
      looks: 5,
      gaps: 0,
      interrupted: false,
      from: '2026-11-23T12:00:00.000Z',
      to: '2026-11-23T12:00:04.000Z',
    });
  });

  it('tells a breach once when it begins, and once when it ends', async () => {
    const worse = { ok: 200, failed: 150 };
    const { summary, told } = await watch({ script: [good, bad, worse, { ok: 500, failed: 150 }] });
    expect(told).toEqual(['1: error-rate began', '3: error-rate ended']);
    expect(summary).toMatchObject({
      verdict: 'breached',
      breaches: [
        {
          id: 'error-rate',
          began: '2026-11-23T12:00:01.000Z',
          ended: '2026-11-23T12:00:03.000Z',
          worst: 0.5,
          limit: 0.001,
        },
      ],
      values: [{ id: 'error-rate', last: 0, worst: 0.5 }],
    });
  });

  it('tells a breach that comes back again', async () => {
    const { summary, told } = await watch({
      script: [good, bad, better, { ok: 500, failed: 90 }],
    });
    expect(told).toEqual(['1: error-rate began', '2: error-rate ended', '3: error-rate began']);
    expect(summary.breaches.map(({ ended }) => ended)).toEqual(['2026-11-23T12:00:02.000Z', null]);
  });

  it('is not frightened by one failure, and knows an idle fleet from a silent one', async () => {
    const { summary, told } = await watch({
      script: [good, { ok: 30, failed: 1 }, { ok: 30, failed: 1 }, { ok: 31, failed: 1 }],
    });
    expect(told).toEqual([]);
    expect(summary.verdict).toBe('well');
    const idle = await watch({ script: [good], seconds: 5 });
    expect(idle.summary).toMatchObject({ verdict: 'nothing', breaches: [] });
  });

  it('holds no data against a target that misses a look, and a breach against one that stays silent', async () => {
    const missed = await watch({ script: [good, undefined, undefined, good] });
    expect(missed.told).toEqual([]);
    expect(missed.summary).toMatchObject({ gaps: 2, verdict: 'nothing' });
    const silent = await watch({
      script: [good, undefined, undefined, undefined, undefined, good],
    });
    expect(silent.told).toEqual(['3: no-data began', '5: no-data ended']);
    expect(silent.summary.breaches).toMatchObject([
      { target: 'a', reason: 'no answer', worst: null },
    ]);
    const sooner = await watch({ script: [good, undefined, good], patience: 1 });
    expect(sooner.told).toEqual(['1: no-data began', '2: no-data ended']);
  });

  it('does not take silence for an end', async () => {
    const { told } = await watch({ script: [good, bad, undefined, undefined, bad, better] });
    expect(told).toEqual(['1: error-rate began', '4: error-rate ended']);
  });

  it('goes on through a restart, and counts what the new process counts', async () => {
    const { told, summary } = await watch({
      script: [
        { ok: 1000, failed: 0 },
        { ok: 40, failed: 40, started: 2 },
      ],
    });
    expect(told).toEqual(['1: error-rate began']);
    expect(summary.values).toMatchObject([{ last: 0.5 }]);
  });

  it('makes up for no look that came too late', async () => {
    const at: number[] = [];
    const { summary } = await watch({
      script: [good],
      seconds: 9,
      slow: 2.5,
      onLook: ({ look }) => void at.push((look.at - START) / SECOND),
    });
    // A look takes 2.5 seconds and is due each second: the next one begins at once.
    expect(at).toEqual([2.5, 5, 7.5, 10]);
    expect(summary.looks).toBe(4);
  });

  it.each([0, 2.5])('ends when it is stopped, with looks of %d s', async (slow) => {
    const stop = new AbortController();
    const { summary } = await watch({
      script: [good],
      seconds: 100,
      slow,
      signal: stop.signal,
      onLook: ({ look }) => {
        if (look.at >= START + 3 * SECOND) stop.abort();
      },
    });
    expect(summary.interrupted).toBe(true);
    expect(summary.looks).toBeLessThan(6);
  });

  it('does not hide a failure of its own', async () => {
    await expect(
      monitor({
        source: { name: 'a', look: async () => Promise.reject(new Error('a bug')) },
        watched: [],
        intervalMs: SECOND,
        durationMs: SECOND,
        patience: 1,
        clock: { now: () => new Date(START) },
        scheduler: new ManualScheduler(),
        signal: new AbortController().signal,
        onLook: () => undefined,
      }),
    ).rejects.toThrow('a bug');
  });
});
