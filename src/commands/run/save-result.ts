import { join } from 'node:path';
import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import { resultText } from '../../fleet/results/result-text.ts';
import type { TaskResult } from '../../fleet/results/task-result.ts';

/** Where an answer is to be written. */
export interface SaveOptions {
  readonly out: string;
  /** Replace what is there. */
  readonly force: boolean;
}

interface Write {
  readonly path: string;
  readonly data: Uint8Array;
}

/**
 * Writes an answer: its files into a folder (a path that ends with a slash), or the text of it to a file. When one of the files is there
 * already, nothing is written.
 * @returns the paths that were written
 * @throws AqeError FILE_EXISTS, FILE_UNWRITABLE
 */
export async function saveResult(
  result: TaskResult,
  { out, force }: SaveOptions,
  { files }: Pick<Context, 'files'>,
): Promise<readonly string[]> {
  const writes = writesFor(result, out);
  if (!force) await refuseExisting(writes, files);
  for (const { path, data } of writes) {
    // oxlint-disable-next-line no-await-in-loop -- in order: the first failure says how far it came
    await files.write(path, data, { overwrite: force, folders: true });
  }
  return writes.map(({ path }) => path);
}

/**
 * Refuses a file that is there before anything is spent; what files a folder will get, only the answer knows.
 * @throws AqeError FILE_EXISTS
 */
export async function refuseTaken(
  { out, force }: { readonly out?: string | undefined; readonly force?: boolean | undefined },
  { files }: Pick<Context, 'files'>,
): Promise<void> {
  if (out === undefined || force === true || isFolder(out)) return;
  await refuseExisting([{ path: out }], files);
}

function isFolder(out: string): boolean {
  return /[/\\]$/.test(out);
}

function writesFor(result: TaskResult, out: string): readonly Write[] {
  if (!isFolder(out)) return [{ path: out, data: encode(endLine(resultText(result))) }];
  if (result.kind === 'files') {
    return result.files.map(({ path, content }) => ({
      path: join(out, path),
      data: encode(content),
    }));
  }
  const name = result.kind === 'report' ? 'report.json' : 'answer.md';
  const text =
    result.kind === 'report' ? JSON.stringify(result.report, null, 2) : resultText(result);
  return [{ path: join(out, name), data: encode(endLine(text)) }];
}

async function refuseExisting(
  writes: readonly Pick<Write, 'path'>[],
  files: Context['files'],
): Promise<void> {
  for (const { path } of writes) {
    // oxlint-disable-next-line no-await-in-loop -- few, and the first one decides
    if ((await files.info(path)) === undefined) continue;
    throw new AqeError('FILE_EXISTS', `${path} is there already; nothing was written`, {
      hint: 'Choose another place with --out, or replace it with --force.',
    });
  }
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
