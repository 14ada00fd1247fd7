import type { Readable } from 'node:stream';
import type { Clock } from '../core/ports.ts';

/** The process environment, read once. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A writable stream that may be a terminal. */
export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** A readable stream that may be a terminal. */
type InputStream = Readable & { readonly isTTY?: boolean };

/** What the outside world is to one run of the CLI; tests hand in their own. */
export interface World {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Environment;
  readonly cwd: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}
