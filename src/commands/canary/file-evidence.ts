import type { Context } from '../../cli/context.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import { AqeError } from '../../errors.ts';
import { oneLine } from '../../report/one-line.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import { type JsonSource, readComparison } from '../../rollout/read/read-comparison.ts';

const MAX_BYTES = 256 * 1_048_576;

/**
 * Reads what canary and stable did from one or two files.
 * @throws AqeError USAGE, FILE_…, DATA_INVALID
 */
export async function fileEvidence(
  context: Context,
  files: readonly string[],
  share: number | undefined,
): Promise<Evidence> {
  if (files.length > 2) {
    throw new AqeError('USAGE', `${files.length} files were given`, {
      hint: 'Give one with both arms, or two: of canary, then of stable.',
    });
  }
  const sources: JsonSource[] = [];
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- standard input is read once
    sources.push(await sourceOf(context, file));
  }
  return readComparison(sources, share);
}

async function sourceOf(context: Context, file: string): Promise<JsonSource> {
  const [name, bytes] =
    file === '-'
      ? [STDIN_NAME, await readStdin(context, MAX_BYTES)]
      : [file, await context.files.read(file, MAX_BYTES)];
  return { name, value: parse(new TextDecoder().decode(bytes), name) };
}

/** JSON, or one JSON value a line. NaN and Infinity, which some programs write, are read as null: not known. */
function parse(text: string, name: string): unknown {
  const json = text.replaceAll(
    /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g,
    (_, quoted?: string) => quoted ?? 'null',
  );
  const lines = json.split('\n').filter((line) => line.trim() !== '');
  try {
    return lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/.test(line))
      ? lines.map((line): unknown => JSON.parse(line))
      : JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AqeError('DATA_INVALID', `${name} is not JSON: ${oneLine(error.message)}`, {
      hint: 'Give JSON, or one JSON object a line; docs/canary.md shows what may be in it.',
      cause: error,
    });
  }
}
