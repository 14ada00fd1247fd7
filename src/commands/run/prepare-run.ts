import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { routerSetup, withModel } from '../../config/settings/router-settings.ts';
import { featuresOf } from '../../core/flags/feature-flags.ts';
import type { RouterSettings } from '../../core/routing/routed-model.ts';
import { seededRandom } from '../../core/random.ts';
import type { CallPorts } from '../../core/streaming/model-call.ts';
import type { OpenProvider } from '../../core/open-provider.ts';
import { agentType } from '../../fleet/agents/agent-types.ts';
import { chooseModel } from '../../fleet/choose-model.ts';
import { type ModelChoice, planTask, type TaskPlan } from '../../fleet/plan-task.ts';
import { isSimulated, providerRequest, SIMULATED_NOTICE } from '../../fleet/provider-request.ts';
import type { Escalation } from '../../fleet/escalation/escalate-task.ts';
import type { RunOptions } from '../../fleet/run-task.ts';
import { variantOf } from '../../fleet/variant-of.ts';
import { escalationOf } from './escalation-of.ts';
import { inputsOf } from './inputs-of.ts';
import { type Money, openMoney } from './open-money.ts';
import type { RunCommandOptions } from './run-options.ts';
import type { RunSetup } from './run-setup.ts';
import { analysisOf } from './second-opinion.ts';
import type { GivenTask } from './task-text.ts';

/** A run that has everything it needs. */
export interface PreparedRun {
  readonly plan: TaskPlan;
  readonly options: RunOptions;
  readonly ports: CallPorts;
  /** Where several models may be tried. */
  readonly escalation: Escalation | undefined;
  /** Whether costs are written to the fleet's database. */
  readonly recorded: boolean;
  close(): Promise<void>;
}

/**
 * Reads configuration and inputs, opens what the run needs, and chooses the model. Nothing is spent.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, FILE_…, INPUT_TOO_LARGE, STORE_…
 */
export async function prepareRun(
  context: Context,
  given: GivenTask,
  options: RunCommandOptions,
): Promise<PreparedRun> {
  const setup = await readSetup(context, given, options);
  const money = await openMoney(context, moneyOptions(setup));
  try {
    return await openRun(context, setup, money);
  } catch (error) {
    await money.close();
    throw error;
  }
}

async function readSetup(
  context: Context,
  given: GivenTask,
  options: RunCommandOptions,
): Promise<RunSetup> {
  const { files, env, dotEnv } = context;
  const { settings } = await loadSettings({ files, file: options.config, env, dotEnv });
  const simulated = isSimulated(options.provider, settings);
  const type = agentType(options.type ?? given.agentType ?? 'general');
  const inputs = await inputsOf(context, options.input ?? []);
  const task = {
    ...given,
    id: randomUUID(),
    agentType: type.name,
    type: given.type ?? type.name,
    inputs,
  };
  const features = featuresOf(settings.features, {
    agentType: type.name,
    environment: env['NODE_ENV'],
    taskKey: task.id,
  });
  return { options, settings, features, type, task, simulated };
}

function moneyOptions({
  options,
  settings,
  features,
  task,
  simulated,
}: RunSetup): Parameters<typeof openMoney>[1] {
  return {
    settings,
    tracked: settings.costs.enabled && (features.multiModelRouter || features.streaming),
    simulated,
    maxCost: options.maxCost,
    taskId: task.id,
  };
}

async function openRun(context: Context, setup: RunSetup, money: Money): Promise<PreparedRun> {
  const { options, settings, task, simulated } = setup;
  const routed = await planOf(context, setup, money);
  const escalation = await escalationOf(context, setup, { plan: routed, outcomes: money.outcomes });
  const plan = escalation?.first ?? routed;
  context.reporter.note(startLine(plan.choice));
  const providers = new Map<string | undefined, OpenProvider>();
  const portsFor = async ({ choice }: TaskPlan): Promise<CallPorts> => {
    const { baseUrl } = choice.model;
    const opened =
      providers.get(baseUrl) ??
      (await context.ports.provider(providerRequest(setup, choice.model)));
    providers.set(baseUrl, opened);
    return {
      provider: opened.provider,
      meter: money.meter,
      scheduler: await context.ports.scheduler(),
      random: seededRandom(task.id),
    };
  };
  const ports = await portsFor(plan);
  if (simulated) context.reporter.warn(SIMULATED_NOTICE);
  return {
    plan,
    options: {
      settings: settings.streaming,
      signal: context.signal,
      deadlineMs: options.timeout ?? settings.taskTimeoutMs,
      variant: variantOf(settings.features.rollout, task.id),
    },
    ports,
    escalation: escalation === undefined ? undefined : { ...escalation, portsFor },
    recorded: money.recorded,
    close: async () => {
      await Promise.all([...providers.values()].map(async (opened) => opened.close()));
      await money.close();
    },
  };
}

/** Who is asked, and why; many a reason begins with the name. */
function startLine({ model: { name }, reason }: ModelChoice): string {
  return reason.startsWith(`${name} `) ? reason : `${name}: ${reason}`;
}

async function planOf(context: Context, setup: RunSetup, money: Money): Promise<TaskPlan> {
  const { options, settings, features, type, task } = setup;
  const streamed = options.stream ?? (features.streaming && settings.streaming.enabled);
  const choice = await choiceOf(context, setup, { money, streamed });
  return planTask(task, { type, choice, streamed, maxTokens: options.maxTokens });
}

async function choiceOf(
  context: Context,
  setup: RunSetup,
  { money, streamed }: { readonly money: Money; readonly streamed: boolean },
): Promise<ModelChoice> {
  const { options, settings, features, type, task } = setup;
  const { router, pinned } = await routerOf(context, setup);
  const routed = features.multiModelRouter && settings.routing.enabled;
  return chooseModel(task, {
    settings: router,
    conditions: {
      pinned,
      needsStreaming: streamed,
      maxOutputTokens: options.maxTokens ?? type.maxTokens,
      budget: money.condition,
    },
    analysis: routed
      ? await analysisOf(context, setup, { router, money, decides: pinned === undefined })
      : undefined,
  });
}

/** The models to choose from, and the name of the one that was asked for. */
async function routerOf(
  { ports, reporter }: Context,
  { options, settings }: RunSetup,
): Promise<{ readonly router: RouterSettings; readonly pinned: string | undefined }> {
  const catalogue = await ports.catalogue();
  const { settings: router, warnings } = routerSetup(settings.routing, catalogue);
  for (const warning of warnings) reporter.warn(warning);
  if (options.model === undefined) return { router, pinned: undefined };
  const wanted = withModel(router, options.model, catalogue);
  return { router: wanted.settings, pinned: wanted.name };
}
