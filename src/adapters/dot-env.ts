import { parseEnv } from 'node:util';
import type { Files } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

/** The variables of a `.env` file, and why it could not be read when it is there. */
export interface DotEnv {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly problem: AqeError | undefined;
}

const MAX_BYTES = 1_048_576;

/** Reads `.env` in the working directory, as 1.0.4 does. There need not be one. */
export async function readDotEnv(files: Pick<Files, 'read'>): Promise<DotEnv> {
  try {
    // The decoder drops a byte order mark, which would become a part of the first name.
    const text = new TextDecoder().decode(await files.read('.env', MAX_BYTES));
    return { variables: Object.fromEntries(assignments(text)), problem: undefined };
  } catch (error) {
    if (!(error instanceof AqeError)) throw error;
    return { variables: {}, problem: error.code === 'FILE_NOT_FOUND' ? undefined : error };
  }
}

/** Up to Node 20, a line without an equals sign becomes a part of the next line's name. */
function assignments(text: string): (readonly [string, string | undefined])[] {
  return Object.entries(parseEnv(text)).map(([name, value]) => [
    name.slice(name.lastIndexOf('\n') + 1).trim(),
    value,
  ]);
}
