import { AqeError, type ErrorCode } from '../errors.ts';

/** How the process ends. Documented in docs/cli.md; scripts rely on it. */
export const ExitCode = {
  ok: 0,
  /** It ran, and the answer is no: findings, a migration that is needed, a worse canary. */
  negative: 1,
  /** It did not run: bad arguments, unreadable input, refused. */
  usage: 2,
  budget: 3,
  provider: 4,
  /** Not enough data to say yes or no. */
  undecided: 5,
  /** An unexpected error: ours to fix. */
  bug: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** All others mean that it did not run. */
const exceptions: Partial<Record<ErrorCode, ExitCode>> = {
  BUDGET_EXCEEDED: ExitCode.budget,
  INTERRUPTED: ExitCode.interrupted,
  PROVIDER_FAILED: ExitCode.provider,
  PROVIDER_REJECTED: ExitCode.provider,
  PROVIDER_UNAUTHORIZED: ExitCode.provider,
};

/** The exit code for whatever was thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof AqeError)) return ExitCode.bug;
  return exceptions[error.code] ?? ExitCode.usage;
}
