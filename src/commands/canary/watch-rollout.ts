import { ExitCode } from '../../cli/exit-code.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { pause } from '../../core/pause.ts';
import { AqeError } from '../../errors.ts';
import type { Comparison } from '../../rollout/compare.ts';
import { rolloutView } from '../../rollout/stages/rollout-view.ts';
import { type Look, scheduleOf } from '../../rollout/stages/schedule.ts';
import { disturbance } from '../../rollout/stages/transitions.ts';
import type { LookSource } from './look-source.ts';
import { presentWatch } from './present-watch.ts';
import { type Acted, promote, rollBack, type RolloutDesk } from './rollout-desk.ts';
import { lookView } from './rollout-state.ts';
import { timeText } from './rollout-text.ts';
import { takeLook, type TakenLook } from './take-look.ts';
import type { WatchEvent, WatchPresenter } from './watch-events.ts';

/** How a rollout is watched. */
export interface WatchOptions {
  /** Whether it was started by this command. */
  readonly isNew: boolean;
  readonly jsonl?: true | undefined;
  /** How long a stage may take, in milliseconds; by default four times as long as it takes at least. */
  readonly stageTimeout?: number | undefined;
}

/** Milliseconds between two looks at the flags, at the most, so that an abort is seen. */
const POLL_MS = 1000;
/** How many times as long as its soak time a stage may take. */
const PATIENCE = 4;
/** So many looks of a stage are kept, and those that matter. */
const KEPT_LOOKS = 16;
/** Who acts where nobody does. */
const BY = 'aqe canary';

/**
 * Watches a rollout to its end, and acts by the rules: what it needs to know is in the store, so that it may be ended and started again.
 * @throws AqeError INTERRUPTED; others are events, because they pass
 */
export async function watchRollout(
  desk: RolloutDesk,
  source: LookSource,
  options: WatchOptions,
): Promise<ExitCode> {
  const presenter = presentWatch(desk.context, options.jsonl === true);
  const watch = new Watch(desk, source, { ...options, presenter });
  try {
    return await desk.context.atomically(async () => watch.run());
  } finally {
    presenter.end();
  }
}

type EventBody = WatchEvent extends infer One
  ? One extends WatchEvent
    ? Omit<One, 'at' | 'rollout'>
    : never
  : never;

class Watch {
  readonly #desk: RolloutDesk;
  readonly #source: LookSource;
  readonly #options: WatchOptions & { readonly presenter: WatchPresenter };
  readonly #begin: number;
  /** The stage and look that were seen last: no look is taken twice. */
  #seen = '';
  #complaint = '';
  #verdict = '';
  #warned = '';
  #pollMs = POLL_MS;

  constructor(
    desk: RolloutDesk,
    source: LookSource,
    options: WatchOptions & { readonly presenter: WatchPresenter },
  ) {
    this.#desk = desk;
    this.#source = source;
    this.#options = options;
    this.#begin = desk.context.clock.now().getTime();
  }

  async run(): Promise<ExitCode> {
    const { signal, ports } = this.#desk.context;
    const scheduler = await ports.scheduler();
    let isFirst = true;
    for (;;) {
      if (signal.aborted) throw interrupted();
      // oxlint-disable-next-line no-await-in-loop -- one turn after the other
      const exit = await this.#turn(isFirst);
      if (exit !== undefined) return exit;
      isFirst = false;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await pause(Math.min(POLL_MS, this.#pollMs), { scheduler, signal });
    }
  }

  async #turn(isFirst: boolean): Promise<ExitCode | undefined> {
    try {
      const shared = await this.#desk.store.flags.read();
      const { rollout } = shared;
      if (rollout === undefined) throw lost();
      this.#pollMs = rollout.lookMs;
      if (isFirst) this.#tell(rollout, { type: this.#options.isNew ? 'started' : 'resumed' });
      if (rollout.status !== 'running') return this.#end(rollout);
      return await this.#lookAt(shared, rollout);
    } catch (error) {
      // A database or a target may be away for a while: the rollout is in the store, and the next turn may see it.
      if (!(error instanceof AqeError) || isFinal(error)) throw error;
      if (error.message !== this.#warned) this.#desk.context.reporter.warn(error.message);
      this.#warned = error.message;
      // What the look asked for may not be done.
      this.#seen = '';
      return undefined;
    }
  }

  #end(rollout: StagedRollout): ExitCode {
    const isComplete = rollout.status === 'completed';
    this.#tell(rollout, { type: isComplete ? 'completed' : 'ended', followed: null });
    return isComplete ? ExitCode.ok : ExitCode.negative;
  }

  async #lookAt(shared: SharedFlags, rollout: StagedRollout): Promise<ExitCode | undefined> {
    const now = this.#desk.context.clock.now().getTime();
    const { due, next } = scheduleOf(rollout, now);
    this.#status(rollout, next, now);
    const disturbed = disturbance(shared, rollout);
    if (disturbed !== undefined) {
      this.#complain(rollout, `${disturbed}: ${shared.updatedBy} changed it`);
      return this.#patience(rollout, now);
    }
    const key = due === undefined ? '' : `${rollout.id} ${rollout.stage} ${due.number}`;
    if (due === undefined || key === this.#seen) return undefined;
    this.#seen = key;
    const taken = await this.#taken(rollout, due);
    if (taken === undefined) return this.#patience(rollout, now);
    const isNews = taken.comparison.verdict !== this.#verdict || taken.decision !== 'wait';
    this.#complaint = '';
    this.#verdict = taken.comparison.verdict;
    this.#tell(rollout, { type: 'look', look: lookView(taken) });
    if (isNews || isKept(rollout, due)) await this.#keep(rollout, taken);
    return this.#act(rollout, taken, now);
  }

  async #taken(rollout: StagedRollout, due: Look): Promise<TakenLook | undefined> {
    try {
      return await takeLook(this.#source, rollout, due);
    } catch (error) {
      if (!(error instanceof AqeError) || isFinal(error)) throw error;
      this.#complain(rollout, error.message);
      this.#seen = '';
      return undefined;
    }
  }

  async #act(rollout: StagedRollout, taken: TakenLook, now: number): Promise<ExitCode | undefined> {
    const reason = reasonOf(taken.comparison);
    switch (taken.decision) {
      case 'wait': {
        return this.#patience(rollout, now);
      }
      case 'promote': {
        const acted = await promote(this.#desk, rollout, { by: BY, reason, taken });
        return this.#acted(acted);
      }
      case 'fail': {
        const status = 'failed' as const;
        const acted = await rollBack(this.#desk, rollout, { by: BY, reason, taken, status });
        return this.#acted(acted);
      }
    }
  }

  #acted(acted: Acted | undefined): ExitCode | undefined {
    const rollout = acted?.shared.rollout;
    // Somebody else was faster: the next turn sees what became of it.
    if (acted === undefined || rollout === undefined) return undefined;
    const { followed } = acted;
    if (rollout.status === 'running') {
      this.#tell(rollout, { type: 'promoted', followed });
      return undefined;
    }
    const isComplete = rollout.status === 'completed';
    this.#tell(rollout, { type: isComplete ? 'completed' : 'ended', followed });
    return isComplete ? ExitCode.ok : ExitCode.negative;
  }

  /** A stage that goes on for too long holds where it is: nothing was shown, in either direction. */
  async #patience(rollout: StagedRollout, now: number): Promise<ExitCode | undefined> {
    const { stageTimeout = PATIENCE * rollout.soakMs } = this.#options;
    if (now - Math.max(rollout.since, this.#begin) < stageTimeout) return undefined;
    const reason = `undecided after ${timeText(now - rollout.since)}${this.#complaint === '' ? '' : `: ${this.#complaint}`}`;
    this.#tell(rollout, { type: 'held', reason });
    await this.#desk.store.audit.append({
      id: `${rollout.id} held ${now}`,
      at: now,
      by: BY,
      action: 'canary.hold',
      reason,
      details: { rolloutId: rollout.id, stage: rollout.stage },
    });
    return ExitCode.undecided;
  }

  /** Looks are kept, each once whoever takes it, for those who ask later how it went. */
  async #keep(rollout: StagedRollout, { look, comparison }: TakenLook): Promise<void> {
    const { id, stage, stages } = rollout;
    await this.#desk.store.audit.append({
      id: `${id} look ${stage} ${look.number}`,
      at: look.to,
      by: BY,
      action: 'canary.look',
      reason: comparison.verdict,
      details: { rolloutId: id, percent: stages[stage] ?? 0, look: look.number, comparison },
    });
  }

  #complain(rollout: StagedRollout, reason: string): void {
    if (reason === this.#complaint) return;
    this.#complaint = reason;
    this.#tell(rollout, { type: 'unseen', reason });
  }

  #tell(rollout: StagedRollout, body: EventBody): void {
    const now = this.#desk.context.clock.now();
    const view = rolloutView(rollout, now.getTime());
    this.#options.presenter.event({ at: now.toISOString(), rollout: view, ...body });
  }

  #status(rollout: StagedRollout, next: Look, now: number): void {
    const { percent, soakLeftMs } = rolloutView(rollout, now);
    const parts = [
      `${percent} % of the tasks`,
      ...(this.#verdict === '' ? [] : [`last look ${this.#verdict}`]),
      `next look in ${timeText(next.to - now)}`,
      soakLeftMs > 0
        ? `stage takes ${timeText(soakLeftMs)} more at least`
        : 'stage took long enough',
    ];
    this.#options.presenter.status(parts.join(' · '));
  }
}

/** Why a verdict is what it is. */
export function reasonOf({ verdict, metrics }: Comparison): string {
  const deciding = metrics.filter((metric) => metric.required && metric.verdict === verdict);
  const worst = verdict === 'PASS' ? [] : deciding;
  return [verdict, ...worst.map(({ metric, reason }) => `${metric}: ${reason}`)].join('; ');
}

/** A look every few minutes for days is more than anybody reads again. */
function isKept({ soakMs, lookMs }: StagedRollout, { number }: Look): boolean {
  return number % Math.max(1, Math.round(soakMs / KEPT_LOOKS / lookMs)) === 0;
}

const final = new Set(['INTERRUPTED', 'USAGE', 'KUBECTL_FAILED', 'ROLLOUT_REFUSED']);

/** What does not pass by itself. */
function isFinal({ code }: AqeError): boolean {
  return final.has(code);
}

function interrupted(): AqeError {
  return new AqeError(
    'INTERRUPTED',
    'interrupted; the rollout stays as it is, and nobody watches it',
    {
      hint: 'Go on with: aqe canary start --watch. Take it back with: aqe canary abort',
    },
  );
}

function lost(): AqeError {
  return new AqeError('ROLLOUT_REFUSED', 'the store has no rollout any more', {
    hint: 'Was the database restored? Look at: aqe flags get',
  });
}
