import type { Context } from '../../cli/context.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import type { InputFile } from '../../fleet/inputs/input-file.ts';
import { decodeInput, MAX_INPUT_BYTES, readInputs } from '../../fleet/inputs/read-inputs.ts';

/**
 * Reads what `--input` names; `-` is standard input.
 * @throws AqeError FILE_…, INPUT_TOO_LARGE
 */
export async function inputsOf(
  context: Context,
  names: readonly string[],
): Promise<readonly InputFile[]> {
  const patterns = names.filter((name) => name !== '-');
  const paths = await context.ports.inputs(patterns, context);
  const files = await readInputs(paths, context.files);
  if (!names.includes('-')) return files;
  const bytes = await readStdin(context, MAX_INPUT_BYTES);
  return [...files, { path: STDIN_NAME, content: decodeInput(bytes, STDIN_NAME) }];
}
