import { describe, expect, it } from 'vitest';
import type { Workbench } from '../../../../src/core/escalation/workbench.ts';
import { agentType } from '../../../../src/fleet/agents/agent-types.ts';
import type { Verifier } from '../../../../src/fleet/escalation/verifier.ts';
import { verifierFor } from '../../../../src/fleet/escalation/verifier-for.ts';

const full = Object.assign(new Error('ENOSPC: no space left on device'), { syscall: 'copyfile' });

/** A verifier whose copies of the project cannot be made. */
async function failing(error: Error, own: { command?: readonly string[] } = {}) {
  const bench: Workbench = {
    read: async () => undefined,
    withCopy: async () => {
      throw error;
    },
  };
  const config = { name: undefined, command: own.command, timeoutMs: 1000, memoryMb: undefined };
  return verifierFor(agentType('test-generator'), config, async () => bench);
}

async function judge(verifier: Verifier | undefined, signal = new AbortController().signal) {
  const code = "import { it } from 'node:test'; it('works', () => {});";
  const files = [{ path: 'a.test.js', content: code }];
  return verifier?.verify({
    task: {
      id: 't',
      agentType: 'test-generator',
      type: 't',
      description: '',
      payload: {},
      inputs: [{ path: 'a.js', content: 'export const a = 1;' }],
    },
    result: { kind: 'files', files, notes: '' },
    signal,
  });
}

describe(verifierFor, () => {
  it.each([[{}], [{ command: ['true'] }]])(
    'cannot tell where the disk is full: %j',
    async (own) => {
      expect(await judge(await failing(full, own))).toEqual({
        kind: 'unknown',
        reasons: ['nobody could look at the answer: ENOSPC: no space left on device'],
      });
    },
  );

  it('tells mistakes of its own', async () => {
    await expect(judge(await failing(new TypeError('a mistake')))).rejects.toThrow('a mistake');
  });

  it('is stopped with the task', async () => {
    await expect(judge(await failing(full), AbortSignal.abort())).rejects.toThrow('ENOSPC');
  });
});
