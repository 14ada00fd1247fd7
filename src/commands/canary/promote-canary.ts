import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import { AqeError } from '../../errors.ts';
import { commandLine, scalePlan } from '../../rollout/stages/scale-plan.ts';
import { scheduleOf } from '../../rollout/stages/schedule.ts';
import { disturbance, shareOf } from '../../rollout/stages/transitions.ts';
import { withFlags } from '../flags/open-flags.ts';
import { actorOf, type ActOptions, deploymentOf } from './act-options.ts';
import { openLookSource, type SourceOptions } from './look-source.ts';
import { type Acted, promote, rollBack, type RolloutDesk } from './rollout-desk.ts';
import { type RolloutAction, type RolloutState, rolloutState } from './rollout-state.ts';
import { renderState } from './rollout-text.ts';
import { takeLook, type TakenLook } from './take-look.ts';
import { reasonOf } from './watch-rollout.ts';

/** What `aqe canary promote` was asked for. */
export type PromoteOptions = ActOptions & SourceOptions;

/**
 * Goes to the next stage when the last look is a PASS and the stage took long enough; rolls back when it is a FAIL; else does nothing. A reason overrides.
 * @throws AqeError ROLLOUT_REFUSED, KUBECTL_FAILED, CONFIG_…, STORE_UNAVAILABLE, and what the source throws
 */
export async function promoteCanary(context: Context, options: PromoteOptions): Promise<ExitCode> {
  return withFlags(context, { config: options.config, absent: 'empty' }, async ({ store }) => {
    const shared = await store.flags.read();
    const { rollout } = shared;
    if (rollout?.status !== 'running') throw notRunning();
    const disturbed = disturbance(shared, rollout);
    if (disturbed !== undefined && options.reason === undefined) throw changed(disturbed);
    const taken = await lookNow(context, store, { rollout, options });
    const action = actionFor(taken, options);
    const desk = { context, store, deployment: deploymentOf(options), waitMs: options.wait };
    return action === 'wait' || options.dryRun === true
      ? tell(desk, { action, taken, rollout, shared })
      : act(desk, options, { action, taken, rollout });
  });
}

async function act(
  desk: RolloutDesk,
  options: PromoteOptions,
  { action, taken, rollout }: Pick<Told, 'action' | 'taken' | 'rollout'>,
): Promise<ExitCode> {
  const by = actorOf(options, desk.context.env);
  const seen = taken === undefined ? '' : reasonOf(taken.comparison);
  const why = { by, reason: options.reason ?? seen, taken };
  const acted =
    action === 'fail'
      ? await rollBack(desk, rollout, { ...why, status: 'failed' })
      : await promote(desk, rollout, why);
  if (acted === undefined) throw changed('somebody else has changed it in this moment');
  return report(desk, { acted, taken, rollout });
}

/**
 * The last look that is due.
 * @returns undefined before the first one
 */
export async function lookNow(
  context: Context,
  store: FleetStore,
  { rollout, options }: { readonly rollout: StagedRollout; readonly options: SourceOptions },
): Promise<TakenLook | undefined> {
  const { due } = scheduleOf(rollout, context.clock.now().getTime());
  if (due === undefined) return undefined;
  const source = await openLookSource(context, store, { ...options, follow: false });
  try {
    return await takeLook(source, rollout, due);
  } finally {
    await source.close();
  }
}

function actionFor(
  taken: TakenLook | undefined,
  { reason }: PromoteOptions,
): 'promote' | 'fail' | 'wait' {
  if (reason !== undefined) return 'promote';
  if (taken === undefined) return 'wait';
  if (taken.decision === 'fail') return 'fail';
  // Who promotes by hand is the second look.
  return taken.look.soaked && taken.comparison.verdict === 'PASS' ? 'promote' : 'wait';
}

interface Told {
  readonly action: 'promote' | 'fail' | 'wait';
  readonly taken: TakenLook | undefined;
  readonly rollout: StagedRollout;
  readonly shared: Acted['shared'];
}

/** Says what would happen, or why nothing does. */
async function tell(
  { context, store, deployment }: RolloutDesk,
  { action, taken, rollout, shared }: Told,
): Promise<ExitCode> {
  const next = action === 'fail' ? 0 : shareOf({ ...rollout, stage: rollout.stage + 1 });
  const plan = action === 'wait' || deployment === undefined ? [] : scalePlan(next, deployment);
  const state = await rolloutState(context, store, {
    action: action === 'wait' ? 'none' : 'planned',
    shared,
    taken,
    commands: plan.map((args) => commandLine(args)),
  });
  print(context, state);
  if (action === 'wait') {
    context.reporter.note(waitText(taken));
    return ExitCode.undecided;
  }
  context.reporter.note(`It would go from ${shareOf(rollout)} % to ${next} %.`);
  return action === 'fail' ? ExitCode.negative : ExitCode.ok;
}

function waitText(taken: TakenLook | undefined): string {
  const override = '--reason "…" overrides, and is kept in the audit trail.';
  if (taken === undefined) return `Not promoted: the first look is not due yet. ${override}`;
  if (taken.comparison.verdict !== 'PASS') {
    return `Not promoted: the last look says ${taken.comparison.verdict}. ${override}`;
  }
  return `Not promoted: PASS so far, and the stage has not taken long enough. ${override}`;
}

async function report(
  { context, store, deployment }: RolloutDesk,
  {
    acted: { shared, followed },
    taken,
    rollout,
  }: { readonly acted: Acted } & Pick<Told, 'taken' | 'rollout'>,
): Promise<ExitCode> {
  const status = shared.rollout?.status ?? 'running';
  const action: RolloutAction = status === 'running' ? 'promoted' : status;
  const to = status === 'failed' ? 0 : shareOf({ ...rollout, stage: rollout.stage + 1 });
  const plan = deployment === undefined ? [] : scalePlan(to, deployment);
  const commands = plan.map((args) => commandLine(args));
  print(context, await rolloutState(context, store, { action, shared, taken, followed, commands }));
  return status === 'failed' ? ExitCode.negative : ExitCode.ok;
}

function print({ reporter }: Context, state: RolloutState): void {
  for (const warning of state.warnings) reporter.warn(warning);
  reporter.result(state, renderState);
}

function notRunning(): AqeError {
  return new AqeError('ROLLOUT_REFUSED', 'no rollout is running', {
    hint: 'Start one with: aqe canary start',
  });
}

function changed(how: string): AqeError {
  return new AqeError('ROLLOUT_REFUSED', `the rollout is not as it should be: ${how}`, {
    hint: 'Look at it with: aqe canary status. Say --reason "…" to go to the next stage all the same.',
  });
}
