import type { Scheduler } from '../../core/ports.ts';
import {
  type AnswerScript,
  type FaultKind,
  faultKinds,
  type LatencyProfile,
  type ProfileName,
  type SimulatedModel,
  type SimulatorOptions,
} from '../../core/simulation.ts';
import { systemClock } from '../system-clock.ts';
import { systemScheduler } from '../system-scheduler.ts';
import { BoundedMap } from './bounded-map.ts';
import { CallBook } from './call-book.ts';
import { PromptCache } from './prompt-cache.ts';
import { RateWindow } from './rate-window.ts';

/** What a running simulator knows: its options with all defaults, and what it remembers. */
export interface Setting {
  readonly seed: number;
  readonly profile: ProfileName | LatencyProfile;
  readonly faultRate: number;
  readonly faults: readonly FaultKind[];
  readonly plan: NonNullable<SimulatorOptions['plan']>;
  readonly answer: AnswerScript;
  readonly key: string | undefined;
  readonly models: readonly SimulatedModel[];
  readonly retryAfterS: number;
  readonly slowFirstTokenMs: number;
  readonly maxBodyBytes: number;
  readonly scheduler: Scheduler;
  readonly book: CallBook;
  readonly cache: PromptCache;
  readonly rates: RateWindow;
  /** How often each content was asked. */
  readonly attempts: BoundedMap<number>;
}

/** Fills in what the options leave out. */
export function settingOf(options: SimulatorOptions): Setting {
  const {
    clock = systemClock,
    scheduler = systemScheduler,
    onCall = () => undefined,
    cacheMinimum = 1024,
    retryAfterS = 1,
    slowFirstTokenMs = 5000,
    maxBodyBytes = 32 * 1024 * 1024,
  } = options;
  return {
    ...behaviourOf(options),
    retryAfterS,
    slowFirstTokenMs,
    maxBodyBytes,
    scheduler,
    book: new CallBook(clock, onCall),
    cache: new PromptCache(clock, cacheMinimum),
    rates: new RateWindow(clock),
    attempts: new BoundedMap(100_000),
  };
}

type Behaviour = Pick<
  Setting,
  'seed' | 'profile' | 'faultRate' | 'faults' | 'plan' | 'answer' | 'key' | 'models'
>;

function behaviourOf({
  seed = 1,
  profile = 'instant',
  faultRate = 0,
  faults = faultKinds,
  plan = () => undefined,
  answer = () => undefined,
  key,
  models = [],
}: SimulatorOptions): Behaviour {
  return { seed, profile, faultRate, faults, plan, answer, key, models };
}
