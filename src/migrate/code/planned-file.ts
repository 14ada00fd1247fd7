import { relative } from 'node:path';
import type { SourceReader } from '../../core/source-ports.ts';
import type { ChangedFile, PlannedFile } from './report.ts';
import { AqeError } from '../../errors.ts';
import { decodeSource, encodeSource, type SourceText } from './syntax/source-text.ts';

/** A file that gets another text, in the encoding that it has. */
export function rewrittenFile(path: string, source: SourceText, after: string): PlannedFile {
  return {
    path,
    before: source.text,
    after,
    bytes: () => encodeSource({ ...source, text: after }),
    bytesBefore: () => encodeSource(source),
  };
}

/** A file of types that is made; nothing when an earlier run made it. A list of at most one, so that it can be joined. */
export function createdFile(
  path: string,
  after: string,
  { root, reader }: { readonly root: string; readonly reader: SourceReader },
): { readonly change: PlannedFile; readonly file: ChangedFile }[] {
  const present = reader.read(path);
  if (present !== undefined) {
    requireOwn(path, decodeSource(present).text, after);
    return [];
  }
  const bytes = (): Uint8Array => Buffer.from(after);
  return [
    {
      change: { path, before: undefined, after, bytes, bytesBefore: undefined },
      file: { file: relative(root, path), status: 'created', classes: [], edits: 1 },
    },
  ];
}

/** A file of that name must give what is imported from it. @throws AqeError MIGRATION_REFUSED */
function requireOwn(path: string, present: string, wanted: string): void {
  const [declaration = ''] = /export interface \w+/.exec(wanted) ?? [];
  const name = declaration.replace('export interface ', '');
  if (new RegExp(String.raw`\bexport\b[^;]*\b${name}\b`).test(present)) return;
  throw new AqeError('MIGRATION_REFUSED', `${path} is already there, and does not export ${name}`, {
    hint: 'Rename that file, or export the type from it: nothing was written.',
  });
}
