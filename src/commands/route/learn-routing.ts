import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import {
  type EscalationConfig,
  escalationFor,
  isEscalationOn,
} from '../../config/settings/escalation-config.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import { compareLearned } from '../../core/escalation/compare-learned.ts';
import { historyFrom, learn, type Learned } from '../../core/escalation/learned.ts';
import type { VerifiedOutcome } from '../../core/escalation/outcome-log.ts';
import { LATEST, policySettings, readLearned } from '../../fleet/escalation/open-policy.ts';
import type { LearnReport } from '../../report/routing/learn-report.ts';
import { renderLearned } from '../../report/routing/render-learned.ts';

/** The options of `aqe route learn`. */
interface LearnOptions {
  readonly out?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly config?: string | undefined;
}

/** Where nothing else is said. */
const FILE = 'config/learned.json';

/**
 * Learns from the outcomes in the fleet's store, shows what changes, and writes it down.
 * @throws AqeError CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, FILE_…, DATA_INVALID when the file is something else
 */
export async function learnRouting(context: Context, options: LearnOptions): Promise<ExitCode> {
  const { files, env, dotEnv, reporter, clock } = context;
  const { settings } = await loadSettings({ files, file: options.config, env, dotEnv });
  const { escalation } = settings.routing;
  const file = options.out ?? escalation.learned ?? FILE;
  const { minSamples } = escalation;
  const own = (agentType: string): EscalationConfig => escalationFor(escalation, agentType);
  const before =
    (await files.info(file)) === undefined ? undefined : await readLearned(files, file);
  const outcomes = await outcomesOf(context, settings.database);
  const lesson = learn(outcomes, {
    minSamples,
    neededFor: (agentType) => own(agentType).minSamples,
    now: clock.now().getTime(),
    isoOf: (time) => new Date(time).toISOString(),
  });
  const base = { file, minSamples, leftOut: lesson.leftOut, enabled: isEscalationOn(escalation) };
  const used = escalation.learned === file;
  if (lesson.kind === 'tooFew') {
    const report: LearnReport = { kind: 'tooFew', written: false, tasks: outcomes.length, ...base };
    reporter.result(report, renderLearned);
    return ExitCode.undecided;
  }
  const { learned } = lesson;
  const changes = compareLearned(learned, {
    before: before === undefined ? undefined : historyFrom(before, []),
    after: historyFrom(learned, []),
    settingsFor: (agentType) => policySettings(own(agentType)),
  });
  const written = options.dryRun !== true;
  if (written) await write(context, file, learned);
  const { tasks, from, until, agentTypes } = learned;
  const report: LearnReport = {
    kind: 'learned',
    written,
    used,
    tasks,
    from,
    until,
    agentTypes,
    ...base,
    ...changes,
  };
  reporter.result(report, renderLearned);
  return ExitCode.ok;
}

async function outcomesOf(
  { ports, cwd }: Context,
  database: Parameters<typeof storeTarget>[0],
): Promise<readonly VerifiedOutcome[]> {
  const store = await ports.store(storeTarget(database), { cwd, absent: 'empty' });
  try {
    return await store.outcomes.latest(LATEST);
  } finally {
    await store.close();
  }
}

async function write(
  { files, atomically }: Context,
  file: string,
  learned: Learned,
): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(learned, null, 2)}\n`);
  await atomically(async () => files.write(file, bytes, { overwrite: true, folders: true }));
}
