import { isDeepStrictEqual } from 'node:util';
import { type ConfigDocument, locate } from '../../config/document/parse.ts';
import { nodesOf } from '../../config/document/walk.ts';
import { isRecord } from '../../config/values.ts';
import { AqeError } from '../../errors.ts';
import { applyChanges, type Change } from './change.ts';

/** Above any of these the second parser would take seconds; our own check has been made at any size. */
const MAX_LENGTH = 1_000_000;
const MAX_WEIGHT = 200_000;
/** Its time grows with the square of this. */
const MAX_ALIASES = 5000;

/**
 * Asks the parser that 1.0.4 uses (`yaml`), which shares no code with ours, whether the edit does what it should.
 * @throws AqeError CONFIG_SYNTAX when it cannot read the file; MIGRATION_REFUSED when it reads another result
 */
export async function askSecondParser(
  document: ConfigDocument,
  text: string,
  changes: readonly Change[],
): Promise<void> {
  if (document.format === 'json' || isLarge(document)) return;
  const { parseAllDocuments } = await import('yaml');
  const mark = document.bom ? '\uFEFF' : '';
  const read = (source: string): unknown => {
    const documents = parseAllDocuments(mark + source, { logLevel: 'silent', uniqueKeys: false });
    const [first] = documents;
    const error = documents.flatMap(({ errors }) => errors)[0];
    if (error !== undefined) throw unreadable(document, error.message, error.pos[0]);
    if (documents.length !== 1 || first === undefined)
      throw unreadable(document, 'several documents', 0);
    return first.toJS({ maxAliasCount: -1 });
  };
  const after = read(text);
  if (means(after, document.value, changes)) return;
  // Custom tags and the like are read differently; then the second parser is held to its own reading of the file.
  if (means(after, read(document.text), changes)) return;
  throw new AqeError(
    'MIGRATION_REFUSED',
    `two YAML parsers would read the migrated ${document.file} differently`,
    {
      hint: 'Nothing was changed. Add the sections by hand as docs/config.md shows, and please report the shape of this file.',
    },
  );
}

function isLarge({ text, root }: ConfigDocument): boolean {
  if (text.length > MAX_LENGTH || (root !== undefined && root.weight > MAX_WEIGHT)) return true;
  return [...nodesOf(root)].filter(({ kind }) => kind === 'alias').length > MAX_ALIASES;
}

function means(after: unknown, before: unknown, changes: readonly Change[]): boolean {
  return isRecord(before) && isDeepStrictEqual(after, applyChanges(before, changes));
}

function unreadable(document: ConfigDocument, message: string, offset: number): AqeError {
  return new AqeError(
    'CONFIG_SYNTAX',
    `the parser of 1.0.4 does not read this YAML: ${message.split('\n')[0] ?? ''}`,
    {
      location: locate(document, offset),
      hint: '1.0.4 ignores such a file and runs on its defaults. Mend the place first.',
    },
  );
}
