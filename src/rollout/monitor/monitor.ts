import { pause } from '../../core/pause.ts';
import type { Clock, Scheduler } from '../../core/ports.ts';
import { Breaches, type BreachEvent } from './breaches.ts';
import { type Look, lookAt, type Sight } from './look.ts';
import { type MonitorSummary, Tally } from './summary.ts';
import type { Watched } from './watched.ts';

/** Where looks come from. */
export interface MonitorSource {
  /** For people. */
  readonly name: string;
  /** Rejects only with AqeError INTERRUPTED: what fails is silent. */
  look(round: number): Promise<Sight>;
}

/** What a watcher is told after each look. */
export interface MonitorState {
  readonly look: Look;
  readonly events: readonly BreachEvent[];
  readonly breaches: Breaches;
  /** Milliseconds; undefined when it goes on until it is stopped. */
  readonly leftMs: number | undefined;
}

/** How it is watched. Milliseconds. */
export interface MonitorPlan {
  readonly source: MonitorSource;
  readonly watched: readonly Watched[];
  readonly intervalMs: number;
  /** Undefined: until it is stopped. */
  readonly durationMs: number | undefined;
  /** So many looks without data are a breach. */
  readonly patience: number;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly signal: AbortSignal;
  readonly onLook: (state: MonitorState) => void;
}

/** Looks at a fleet every so often until the time is over, or it is stopped. */
export async function monitor(plan: MonitorPlan): Promise<MonitorSummary> {
  const { source, watched, intervalMs, durationMs, patience, scheduler, signal } = plan;
  const breaches = new Breaches(watched, patience);
  const tally = new Tally();
  const start = scheduler.monotonic();
  const passed = (): number => scheduler.monotonic() - start;
  let due = 0;
  for (let round = 0; !signal.aborted; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    const sight = await lookFrom(source, round, signal);
    if (sight === undefined) break;
    const look = lookAt(sight, watched, plan.clock.now().getTime());
    tally.add(look, watched);
    const events = breaches.follow(look);
    const leftMs = durationMs === undefined ? undefined : Math.max(0, durationMs - passed());
    plan.onLook({ look, events, breaches, leftMs });
    // A look that took longer than its interval makes up for nothing: the next one comes at its own time.
    due = Math.max(due + intervalMs, Math.floor(passed() / intervalMs) * intervalMs);
    if (durationMs !== undefined && due > durationMs) break;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await pause(due - passed(), plan);
  }
  const interrupted = signal.aborted;
  return tally.summary(watched, breaches.all, { source: source.name, interrupted });
}

/** @returns undefined when it was interrupted */
async function lookFrom(
  source: MonitorSource,
  round: number,
  signal: AbortSignal,
): Promise<Sight | undefined> {
  try {
    return await source.look(round);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
