import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { isSameContent } from '../../core/flags/edit-flags.ts';
import type { FlagContent } from '../../core/flags/flag-store.ts';
import { updateFlags } from '../../core/flags/update-flags.ts';
import type { FlagsReport } from '../../report/flags/flags-report.ts';
import type { Act } from '../../rollout/stages/transitions.ts';
import { actorOf } from '../canary/act-options.ts';
import { type Followed, follow } from '../canary/rollout-desk.ts';
import { type FlagsDesk, withFlags } from '../flags/open-flags.ts';
import { renderRollback } from './render-rollback.ts';

/** What is switched off. */
export interface FlagsRollback {
  readonly action: 'rollback.immediate' | 'rollback.partial';
  /** Undefined for all of them. */
  readonly agentType?: string | undefined;
  readonly make: (content: FlagContent, act: Act) => FlagContent;
  /** What to say before. */
  readonly warnings?: readonly string[] | undefined;
}

/** What `aqe rollback immediate` and `partial` were asked for. */
export interface RollbackOptions {
  /** Milliseconds. */
  readonly wait: number;
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly config?: string | undefined;
}

/** What they print with `--json`. */
export interface RollbackResult {
  readonly status: 'rolled-back' | 'unchanged' | 'planned';
  /** Null for all of them. */
  readonly agentType: string | null;
  /** Of the shared flags. */
  readonly generation: number;
  /** How the replicas followed; null for a dry run. `ms` counts from the command's first word to the database. */
  readonly followed: Followed | null;
  /** Replicas whose environment says that a feature is on. */
  readonly pinned: readonly { readonly replica: string; readonly features: readonly string[] }[];
  /** The rollout that was aborted with it. */
  readonly abortedRollout: string | null;
  readonly warnings: readonly string[];
}

/**
 * Switches features off in the store, waits for the replicas, and tells how long it took.
 * @throws AqeError FILE_…, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function rollBackFlags(
  context: Context,
  options: RollbackOptions,
  rollback: FlagsRollback,
): Promise<ExitCode> {
  const absent = options.dryRun === true ? 'empty' : 'create';
  return withFlags(context, { config: options.config, absent }, async (desk) => {
    const result =
      options.dryRun === true
        ? await planned(context, desk, { options, rollback })
        : await done(context, desk, { options, rollback });
    for (const warning of result.warnings) context.reporter.warn(warning);
    context.reporter.result(result, renderRollback);
    const isOff = result.followed?.outcome !== 'late' && result.pinned.length === 0;
    return isOff || options.dryRun === true ? ExitCode.ok : ExitCode.negative;
  });
}

interface Asked {
  readonly options: RollbackOptions;
  readonly rollback: FlagsRollback;
}

async function planned(
  context: Context,
  desk: FlagsDesk,
  { options, rollback }: Asked,
): Promise<RollbackResult> {
  const before = await desk.store.flags.read();
  const isSame = isSameContent(before, rollback.make(before, actOf(context, options)));
  const isRunning = before.rollout?.status === 'running' && rollback.agentType === undefined;
  return resultOf(await desk.report(), rollback, {
    status: isSame ? 'unchanged' : 'planned',
    followed: null,
    abortedRollout: isRunning ? before.rollout.id : null,
  });
}

async function done(
  context: Context,
  desk: FlagsDesk,
  { options, rollback }: Asked,
): Promise<RollbackResult> {
  const { store } = desk;
  const scheduler = await context.ports.scheduler();
  const start = scheduler.monotonic();
  const act = actOf(context, options);
  const before = await store.flags.read();
  const isSame = isSameContent(before, rollback.make(before, act));
  const after = isSame
    ? before
    : await updateFlags(store.flags, {
        ...act,
        id: randomUUID(),
        action: rollback.action,
        details: { agentType: rollback.agentType ?? null },
        update: (content) => rollback.make(content, act),
      });
  const followed = await follow({ context, store, waitMs: options.wait }, after.generation);
  const ms = Math.round(scheduler.monotonic() - start);
  return resultOf(await desk.report(), rollback, {
    status: isSame ? 'unchanged' : 'rolled-back',
    followed: { ...followed, ms },
    abortedRollout: isSame ? null : abortedBy(before, after),
  });
}

function abortedBy(before: FlagContent, after: FlagContent): string | null {
  const wasRunning = before.rollout?.status === 'running';
  return wasRunning && after.rollout?.status === 'aborted' ? after.rollout.id : null;
}

function actOf({ clock, env }: Context, options: RollbackOptions): Act {
  const at = clock.now().getTime();
  return { at, by: actorOf(options, env), reason: options.reason ?? '' };
}

function resultOf(
  report: FlagsReport,
  { agentType, warnings = [] }: FlagsRollback,
  rest: Pick<RollbackResult, 'status' | 'followed' | 'abortedRollout'>,
): RollbackResult {
  const pinned = agentType === undefined ? pinnedOn(report) : [];
  const late = rest.followed?.late ?? [];
  return {
    ...rest,
    agentType: agentType ?? null,
    generation: report.generation,
    pinned,
    warnings: [
      ...warnings,
      ...(late.length === 0 ? [] : [`These replicas have not got it: ${late.join(', ')}.`]),
      ...pinned.map(
        ({ replica, features }) =>
          `${replica}: its environment pins ${features.join(' and ')} on. The share of 0 % keeps its new tasks without; take the variable away before the share goes up again.`,
      ),
      ...pinnedHere(report, agentType),
    ],
  };
}

function pinnedOn({ replicas }: FlagsReport): RollbackResult['pinned'] {
  return replicas.flatMap(({ name, pinned, features }) => {
    const on = pinned.filter((feature) => features[feature]);
    return on.length === 0 ? [] : [{ replica: name, features: on }];
  });
}

/** The environment of this machine is often that of the replicas. */
function pinnedHere({ flags }: FlagsReport, agentType: string | undefined): readonly string[] {
  if (agentType !== undefined) return [];
  return flags
    .filter(({ pinned, value }) => pinned && value)
    .map(({ name, detail, source }) => `${detail ?? source} pins ${name} on, on this machine.`);
}
