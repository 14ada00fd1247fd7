import { type Random, seededRandom } from '../../src/core/random.ts';
import type { CountWindow } from '../../src/core/statistics/risk-process.ts';
import type { TaskCounts } from '../../src/rollout/evidence.ts';

/** A rollout to be played through. */
export interface RolloutModel {
  readonly tasks: number;
  /** Looks at the data, one after each window. */
  readonly looks: number;
  /** Share of tasks that fail in stable. */
  readonly fails: number;
  /** How many times as often they fail in canary. */
  readonly ratio: number;
  /** Whether the provider has bad times, which hit both arms alike. */
  readonly bursts: boolean;
}

/** The documents' stages: canary's share of the tasks, each for a third of the time. */
const stages = [0.1, 0.25, 0.5];
/** In a burst a fifth of all tasks fails, whichever arm they are in. */
const BURST = 0.2;
/** Bursts begin in a window with this chance, and end with that. */
const [BEGINS, ENDS] = [0.05, 0.4];

/** Plays a rollout through its stages; the same for the same seed. */
export function simulateRollout(model: RolloutModel, seed: number): TaskCounts {
  const random = seededRandom('rollout', seed);
  const perWindow = model.tasks / model.looks;
  let burst = false;
  const shares: number[] = [];
  const windows = Array.from({ length: model.looks }, (_, look): CountWindow => {
    burst = model.bursts && (burst ? random() >= ENDS : random() < BEGINS);
    const share = stages[Math.floor((look * stages.length) / model.looks)] ?? 0.5;
    shares.push(share);
    return windowOf(random, {
      tasks: perWindow,
      share,
      canary: rate(model.fails * model.ratio, burst),
      stable: rate(model.fails, burst),
    });
  });
  return { kind: 'counts', windows, shares };
}

/** Either the task's own fault, or the burst's. */
function rate(own: number, burst: boolean): number {
  return burst ? own + (1 - own) * BURST : own;
}

interface WindowModel {
  readonly tasks: number;
  readonly share: number;
  readonly canary: number;
  readonly stable: number;
}

function windowOf(random: Random, { tasks, share, canary, stable }: WindowModel): CountWindow {
  const counts = { canary: { trials: 0, events: 0 }, stable: { trials: 0, events: 0 } };
  for (let task = 0; task < tasks; task += 1) {
    const inCanary = random() < share;
    const arm = inCanary ? counts.canary : counts.stable;
    arm.trials += 1;
    if (random() < (inCanary ? canary : stable)) arm.events += 1;
  }
  return counts;
}
