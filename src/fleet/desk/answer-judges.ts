import { type EscalationConfig, escalationFor } from '../../config/settings/escalation-config.ts';
import type { Workbench } from '../../core/escalation/workbench.ts';
import type { QETask } from '../agent/agent-types.ts';
import type { ModelQuestion } from '../agent/model-question.ts';
import { agentType, agentTypeNames } from '../agents/agent-types.ts';
import { commandVerifier } from '../escalation/command-verifier.ts';
import { hasCode } from '../escalation/test-verifier.ts';
import { verifierFor } from '../escalation/verifier-for.ts';
import type { Verifier } from '../escalation/verifier.ts';
import { payloadFiles } from '../inputs/payload-files.ts';
import { readResult } from '../results/read-result.ts';
import { type ResultFormat, textFormat } from '../results/result-format.ts';
import type { FleetTask } from '../task.ts';
import { asFleetTask } from './as-fleet-task.ts';

type Judge = NonNullable<ModelQuestion['verify']>;

/** What judges work with. */
export interface JudgeParts {
  readonly escalation: EscalationConfig;
  /** Of the project that the fleet works on. */
  readonly workbench: () => Promise<Workbench>;
}

/**
 * Who judges what an agent of a built-in type answers to a task; undefined where nobody does: escalation is off for the type, it writes prose, or tests of code that the task does not bring.
 * @throws AqeError USAGE for a type that is not built in
 */
export async function builtInJudge(
  task: QETask,
  typeName: string,
  { escalation, workbench }: JudgeParts,
): Promise<Judge | undefined> {
  const config = escalationFor(escalation, typeName);
  if (!config.enabled) return undefined;
  const type = agentType(typeName);
  const verifier = await verifierFor(type, config.verifier, workbench);
  if (verifier === undefined) return undefined;
  const given = await withFiles(asFleetTask(task, typeName), workbench);
  if (verifier.name === 'tests' && !hasCode(given.inputs)) return undefined;
  return judgeOf(given, verifier, type.result);
}

/** The command that is configured for an agent type of the user's own, and for no other: it judges what its agents' questions say nothing else of. */
export async function commandJudge(
  task: FleetTask,
  { escalation, workbench }: JudgeParts,
): Promise<Judge | undefined> {
  const { agentType: name } = task;
  const own = Object.hasOwn(escalation.perAgentType, name)
    ? escalation.perAgentType[name]
    : undefined;
  const command = own?.verifier.command;
  if (command === undefined || agentTypeNames.includes(name)) return undefined;
  const { timeoutMs, memoryMb } = escalationFor(escalation, name).verifier;
  const verifier = commandVerifier(await workbench(), { command, timeoutMs, memoryMb });
  return judgeOf(await withFiles(task, workbench), verifier, textFormat);
}

function judgeOf(task: FleetTask, verifier: Verifier, format: ResultFormat): Judge {
  return async (answer, signal) =>
    verifier.verify({ task, result: await readResult(answer, format), signal });
}

/** A task with the files that its payload is about: what it brings itself, else as they are in the project. */
async function withFiles(task: FleetTask, workbench: JudgeParts['workbench']): Promise<FleetTask> {
  const { files, paths } = payloadFiles(task.payload);
  if (paths.length === 0) return { ...task, inputs: files };
  const bench = await workbench();
  const named = await Promise.all(
    paths.map(async (path) => ({ path, content: await bench.read(path) })),
  );
  const found = named.flatMap(({ path, content }) =>
    content === undefined ? [] : [{ path, content }],
  );
  return { ...task, inputs: [...files, ...found] };
}
