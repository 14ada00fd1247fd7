import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import type { MarginSettings } from '../../config/settings/margin-settings.ts';
import type { Feature } from '../../core/flags/feature-flags.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import { updateFlags } from '../../core/flags/update-flags.ts';
import { marginsOf } from '../../rollout/margins.ts';
import { commandLine, scalePlan } from '../../rollout/stages/scale-plan.ts';
import { type RolloutRequest, startRollout } from '../../rollout/stages/start-rollout.ts';
import type { Metric } from '../../rollout/verdict.ts';
import { AqeError } from '../../errors.ts';
import type { FlagsReport } from '../../report/flags/flags-report.ts';
import { type FlagsDesk, withFlags } from '../flags/open-flags.ts';
import { actorOf, type ActOptions, deploymentOf } from './act-options.ts';
import { openLookSource, type SourceOptions } from './look-source.ts';
import { follow, type RolloutDesk } from './rollout-desk.ts';
import { rolloutState, type RolloutState } from './rollout-state.ts';
import { runKubectl } from './run-kubectl.ts';
import { renderState } from './rollout-text.ts';
import { watchRollout } from './watch-rollout.ts';

/** What `aqe canary start` was asked for. Times are milliseconds, shares percent, margins parts of 1. */
export interface StartOptions extends ActOptions, SourceOptions {
  readonly feature?: readonly Feature[] | undefined;
  readonly stages: readonly number[];
  readonly soak: number;
  readonly every?: number | undefined;
  readonly require?: readonly Metric[] | undefined;
  readonly errorMargin?: number | undefined;
  readonly latencyMargin?: number | undefined;
  readonly saving?: number | undefined;
  readonly seed: number;
  readonly watch?: true | undefined;
  readonly stageTimeout?: number | undefined;
  readonly coolDown: number;
  readonly jsonl?: true | undefined;
}

const all: readonly Feature[] = ['multiModelRouter', 'streaming'];
const FIVE_MINUTES = 300_000;
/** A stage has at least so many looks. */
const LOOKS = 16;

/**
 * Starts a rollout, or goes on with the one that is running, where it is to be watched.
 * @throws AqeError ROLLOUT_REFUSED, KUBECTL_FAILED, USAGE, CONFIG_…, STORE_UNAVAILABLE
 */
export async function startCanary(context: Context, options: StartOptions): Promise<ExitCode> {
  const absent = options.dryRun === true ? 'empty' : 'create';
  return withFlags(context, { config: options.config, absent }, async (flags) => {
    const { store } = flags;
    const desk = { context, store, deployment: deploymentOf(options), waitMs: options.wait };
    const request = requestOf(context, options, flags.settings.margins);
    const shared = await store.flags.read();
    if (options.dryRun === true) return dryRun(desk, shared, request);
    if (options.watch !== true) {
      const state = await start(desk, flags, request);
      for (const text of state.warnings) context.reporter.warn(text);
      context.reporter.result(state, renderState);
      return ExitCode.ok;
    }
    refuseTwoForms(context, options);
    // Before anything is changed: the sources may not be what they should.
    const source = await openLookSource(context, store, { ...options, follow: true });
    try {
      const isNew = !isOver(shared, request);
      const { warnings } = isNew ? await start(desk, flags, request) : { warnings: [] };
      for (const text of warnings) context.reporter.warn(text);
      return await watchRollout(desk, source, { ...options, isNew });
    } finally {
      await source.close();
    }
  });
}

function refuseTwoForms({ reporter }: Context, { jsonl }: StartOptions): void {
  if (jsonl === true && reporter.json) {
    throw new AqeError('USAGE', 'use --json or --jsonl, not both');
  }
}

/** Whether there is one that a watch goes on with, or has seen the end of: a reason that is new asks for another one. */
function isOver({ rollout }: SharedFlags, { reason }: RolloutRequest): boolean {
  if (rollout === undefined) return false;
  if (rollout.status === 'running') return true;
  return rollout.status === 'completed' && (reason === undefined || reason === rollout.startReason);
}

function requestOf(
  { clock, env }: Context,
  options: StartOptions,
  configured: MarginSettings,
): RolloutRequest {
  const { feature = all, stages, soak, every, seed, errorMargin, latencyMargin, saving } = options;
  const margins = marginsOf(
    { errorRate: errorMargin, latency: latencyMargin, saving, required: options.require },
    configured,
  );
  return {
    id: randomUUID(),
    features: all.filter((one) => feature.includes(one)),
    stages,
    soakMs: soak,
    lookMs: every ?? Math.max(1, Math.min(FIVE_MINUTES, Math.round(soak / LOOKS))),
    judging: {
      required: margins.required,
      errorRate: margins.errorRate,
      latency: margins.latency,
      saving: margins.saving,
      seed,
    },
    at: clock.now().getTime(),
    by: actorOf(options, env),
    coolDownMs: options.coolDown,
    reason: options.reason,
  };
}

async function dryRun(
  { context, store, deployment }: RolloutDesk,
  shared: SharedFlags,
  request: RolloutRequest,
): Promise<ExitCode> {
  const content = { ...shared, ...startRollout(shared, request) };
  const commands =
    deployment === undefined
      ? []
      : scalePlan(request.stages[0] ?? 0, deployment).map((args) => commandLine(args));
  const state = await rolloutState(context, store, {
    action: 'planned',
    shared: content,
    commands,
  });
  context.reporter.result(state, renderState);
  return ExitCode.ok;
}

async function start(
  desk: RolloutDesk,
  flags: FlagsDesk,
  request: RolloutRequest,
): Promise<RolloutState> {
  const { context, store, deployment } = desk;
  // Asked before a Deployment is scaled; the change itself asks again.
  const before = startRollout(await store.flags.read(), request);
  refusePinned(await flags.report(), request);
  const plan = deployment === undefined ? [] : scalePlan(before.rolloutPercent ?? 0, deployment);
  if (plan.length > 0) await runKubectl(context, plan);
  const shared = await updateFlags(store.flags, {
    id: request.id,
    update: (content) => startRollout(content, request),
    at: request.at,
    by: request.by,
    reason: request.reason ?? '',
    action: 'canary.start',
    details: { rolloutId: request.id, from: 0, to: request.stages[0] ?? 0 },
  });
  const followed = await follow(desk, shared.generation);
  const report = await flags.report();
  const commands = plan.map((args) => commandLine(args));
  const warnings = warningsOf(report, request);
  return rolloutState(context, store, { action: 'started', shared, followed, commands, warnings });
}

/** A replica that pins a feature off would serve its canary tasks without it, and nobody could tell. */
function refusePinned({ replicas }: FlagsReport, { features, reason }: RolloutRequest): void {
  const first = replicas.find(({ pinned, features: has }) =>
    features.some((feature) => pinned.includes(feature) && !has[feature]),
  );
  if (first === undefined || reason !== undefined) return;
  throw new AqeError('ROLLOUT_REFUSED', `the environment of ${first.name} pins a feature off`, {
    hint: 'Take FEATURE_MULTI_MODEL_ROUTER and FEATURE_STREAMING out of it: its canary tasks would be like stable. --reason "…" starts all the same.',
  });
}

function warningsOf({ replicas }: FlagsReport, { features }: RolloutRequest): readonly string[] {
  if (replicas.length === 0) return ['No replica is running yet: there is nothing to compare.'];
  return replicas.flatMap(({ name, pinned }) =>
    features
      .filter((feature) => pinned.includes(feature))
      .map((feature) => `${name}: its environment pins ${feature}; only the share decides there.`),
  );
}
