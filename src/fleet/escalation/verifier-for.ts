import type { EscalationConfig } from '../../config/settings/escalation-config.ts';
import type { Workbench } from '../../core/escalation/workbench.ts';
import type { AgentType } from '../agents/agent-type.ts';
import { commandVerifier } from './command-verifier.ts';
import { coverageVerifier } from './coverage-verifier.ts';
import { formVerifier } from './form-verifier.ts';
import { testVerifier } from './test-verifier.ts';
import type { Verifier } from './verifier.ts';

/** Who judges the answers of an agent type: the configured command, the configured verifier, else the type's own; undefined where nobody can. */
export async function verifierFor(
  type: Pick<AgentType, 'name' | 'result'>,
  { name, command, timeoutMs, memoryMb }: EscalationConfig['verifier'],
  workbench: () => Promise<Workbench>,
): Promise<Verifier | undefined> {
  const limits = { timeoutMs, memoryMb };
  if (command !== undefined) {
    return careful(commandVerifier(await workbench(), { command, ...limits }));
  }
  switch (name ?? ownVerifier(type)) {
    case 'tests':
      return careful(testVerifier(await workbench(), limits));
    case 'coverage':
      return coverageVerifier;
    case 'form':
      return formVerifier;
    case undefined:
      return undefined;
  }
}

/** The answer was paid for: a disk that is full, or a project that cannot be copied, takes it from nobody. What is no failure of the system is a mistake of ours, and told as one. */
function careful(verifier: Verifier): Verifier {
  return {
    name: verifier.name,
    verify: async (answer) => {
      try {
        return await verifier.verify(answer);
      } catch (error) {
        const isSystems = error instanceof Error && 'syscall' in error;
        if (answer.signal.aborted || !isSystems) throw error;
        return { kind: 'unknown', reasons: [`nobody could look at the answer: ${error.message}`] };
      }
    },
  };
}

/** The name of who judges the answers of an agent type; undefined where nobody can. */
export function verifierNameFor(
  type: Pick<AgentType, 'name' | 'result'>,
  { name, command }: Pick<EscalationConfig['verifier'], 'name' | 'command'>,
): string | undefined {
  return command === undefined ? (name ?? ownVerifier(type)) : 'exit-code';
}

/** The built-in verifier of an agent type. */
function ownVerifier({
  name,
  result,
}: Pick<AgentType, 'name' | 'result'>): EscalationConfig['verifier']['name'] {
  if (name === 'test-generator') return 'tests';
  if (name === 'coverage-analyzer') return 'coverage';
  return result.kind === 'text' ? undefined : 'form';
}
