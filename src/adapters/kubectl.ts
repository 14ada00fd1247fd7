import type { Kubectl } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

/** A rollout of a Deployment may take minutes. */
const TIMEOUT_MS = 600_000;

/** Where kubectl runs, and what ends it. */
interface KubectlPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** `kubectl` as the PATH of this environment has it. */
export function kubectl({ cwd, env, signal }: KubectlPlace): Kubectl {
  return async (args, input = '') => {
    const { execa } = await import('execa');
    const { exitCode, all, stdout, code, isCanceled, timedOut } = await execa('kubectl', args, {
      cwd,
      env: { ...env },
      extendEnv: false,
      reject: false,
      all: true,
      input,
      timeout: TIMEOUT_MS,
      cancelSignal: signal,
    });
    if (isCanceled) throw new AqeError('INTERRUPTED', 'interrupted while kubectl was running');
    if (code === 'ENOENT') {
      throw new AqeError('KUBECTL_FAILED', 'there is no kubectl on PATH', {
        hint: 'Install it, or leave --kubectl out and run what --dry-run prints where there is one.',
      });
    }
    const late = timedOut ? `\nended after ${TIMEOUT_MS / 60_000} minutes` : '';
    return { ok: exitCode === 0, output: `${all}${late}`, stdout };
  };
}
