import { type RolloutView, rolloutView } from '../../rollout/stages/rollout-view.ts';
import type { AuditEntry } from '../../core/flags/audit-trail.ts';
import type { Context } from '../../cli/context.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import type { Comparison } from '../../rollout/compare.ts';
import type { Followed } from './rollout-desk.ts';
import type { TakenLook } from './take-look.ts';

/** What a command did. */
export type RolloutAction =
  | 'none'
  | 'planned'
  | 'started'
  | 'promoted'
  | 'completed'
  | 'failed'
  | 'aborted';

/** A look as `--json` prints it. */
export interface LookView {
  /** Counts from 1 in each stage. */
  readonly number: number;
  /** What had ended by then counts. */
  readonly at: string;
  /** Whether the stage had taken long enough. */
  readonly soaked: boolean;
  readonly comparison: Comparison;
}

/** A line of the audit trail that belongs to a rollout. */
export interface HistoryLine {
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly reason: string;
}

/** What `aqe canary start`, `status`, `promote` and `abort` print with `--json`. */
export interface RolloutState {
  readonly action: RolloutAction;
  /** Null before the first one. */
  readonly rollout: RolloutView | null;
  /** The share of tasks that the store says, 0 to 100; null when it says none. */
  readonly percent: number | null;
  readonly look: LookView | null;
  /** How replicas followed a change; null where nothing changed. */
  readonly followed: Followed | null;
  /** Command lines of kubectl that were run, or that a dry run would run. */
  readonly commands: readonly string[];
  readonly warnings: readonly string[];
  /** The newest first. */
  readonly history: readonly HistoryLine[];
}

/** What a state is made of. */
interface StateInput {
  readonly action: RolloutAction;
  readonly shared: SharedFlags;
  readonly taken?: TakenLook | undefined;
  readonly followed?: Followed | undefined;
  readonly commands?: readonly string[] | undefined;
  readonly warnings?: readonly string[] | undefined;
}

/**
 * How a rollout stands.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function rolloutState(
  { clock }: Context,
  store: FleetStore,
  { action, shared, taken, followed, commands = [], warnings = [] }: StateInput,
): Promise<RolloutState> {
  const { rollout, rolloutPercent } = shared;
  return {
    action,
    rollout: rollout === undefined ? null : rolloutView(rollout, clock.now().getTime()),
    percent: rolloutPercent ?? null,
    look: taken === undefined ? null : lookView(taken),
    followed: followed ?? null,
    commands,
    warnings: [...warnings, ...lateText(followed)],
    history: rollout === undefined ? [] : await historyOf(store, rollout.startedAt),
  };
}

/** A look for programs. */
export function lookView({ look: { number, to, soaked }, comparison }: TakenLook): LookView {
  return { number, at: new Date(to).toISOString(), soaked, comparison };
}

function lateText(followed: Followed | undefined): readonly string[] {
  if (followed === undefined || followed.late.length === 0) return [];
  return [`After ${followed.ms} ms these replicas have not got it: ${followed.late.join(', ')}.`];
}

/** So many entries are looked through: a rollout of weeks has a few hundred. */
const ENTRIES = 2000;
const actions = /^(?:canary|rollback)\./;

async function historyOf(store: FleetStore, since: number): Promise<readonly HistoryLine[]> {
  const entries = await store.audit.list({ limit: ENTRIES });
  return entries
    .filter(({ action, at }) => actions.test(action) && action !== 'canary.look' && at >= since)
    .map(historyLine);
}

function historyLine({ at, by, action, reason }: AuditEntry): HistoryLine {
  return { at: new Date(at).toISOString(), by, action, reason };
}
