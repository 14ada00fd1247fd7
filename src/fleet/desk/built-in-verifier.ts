import { type EscalationConfig, escalationFor } from '../../config/settings/escalation-config.ts';
import type { Workbench } from '../../core/escalation/workbench.ts';
import type { QETask } from '../agent/agent-types.ts';
import type { ModelQuestion } from '../agent/model-question.ts';
import { agentType } from '../agents/agent-types.ts';
import { verifierFor } from '../escalation/verifier-for.ts';
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
  const task = asFleetTask(given, typeName);
  return async (answer, signal) =>
    verifier.verify({ task, result: await readResult(answer, type.result), signal });
}
