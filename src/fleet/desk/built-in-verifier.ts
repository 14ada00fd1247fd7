import { type EscalationConfig, escalationFor } from '../../config/settings/escalation-config.ts';
import type { Workbench } from '../../core/escalation/workbench.ts';
import type { QETask } from '../agent/agent-types.ts';
import type { ModelQuestion } from '../agent/model-question.ts';
import { agentType } from '../agents/agent-types.ts';
import { verifierFor } from '../escalation/verifier-for.ts';
import type { InputFile } from '../inputs/input-file.ts';
import { payloadFiles } from '../inputs/payload-files.ts';
import { readResult } from '../results/read-result.ts';
import { asFleetTask } from './as-fleet-task.ts';

/** What verifiers work with. */
export interface VerifierParts {
  readonly escalation: EscalationConfig;
  /** Of the project that the fleet works on. */
  readonly workbench: () => Promise<Workbench>;
}

/**
 * Who judges what an agent of a built-in type answers to a task; undefined where nobody does: escalation is off for the type, or it writes prose.
 * @throws AqeError USAGE for a type that is not built in
 */
export async function builtInVerifier(
  given: QETask,
  typeName: string,
  { escalation, workbench }: VerifierParts,
): Promise<ModelQuestion['verify']> {
  const config = escalationFor(escalation, typeName);
  if (!config.enabled) return undefined;
  const type = agentType(typeName);
  const verifier = await verifierFor(type, config.verifier, workbench);
  if (verifier === undefined) return undefined;
  const asked = asFleetTask(given, typeName);
  return async (answer, signal) => {
    const result = await readResult(answer, type.result);
    const task = { ...asked, inputs: await inputsIn(asked.payload, workbench) };
    return verifier.verify({ task, result, signal });
  };
}

/** The files that a payload is about: what it brings itself, else as they are in the project. */
async function inputsIn(
  payload: unknown,
  workbench: () => Promise<Workbench>,
): Promise<readonly InputFile[]> {
  const { files, paths } = payloadFiles(payload);
  if (paths.length === 0) return files;
  const bench = await workbench();
  const named = await Promise.all(
    paths.map(async (path) => ({ path, content: await bench.read(path) })),
  );
  return [
    ...files,
    ...named.flatMap(({ path, content }) => (content === undefined ? [] : [{ path, content }])),
  ];
}
