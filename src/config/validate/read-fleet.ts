import { AqeError } from '../../errors.ts';
import { duplicateKeys } from '../document/duplicate-keys.ts';
import { type ConfigDocument, locate, parseConfig } from '../document/parse.ts';
import { detectShape } from '../shape.ts';
import { isRecord } from '../values.ts';

/**
 * Reads a configuration that 1.0.4 would read too, and not run on its defaults instead.
 * @throws AqeError what {@link parseConfig} throws, CONFIG_EMPTY, CONFIG_NOT_A_MAP, CONFIG_FOREIGN, CONFIG_DUPLICATE_KEY
 */
export async function readFleet(bytes: Uint8Array, file: string): Promise<ConfigDocument> {
  const document = await parseConfig(bytes, file);
  const { root, value } = document;
  if (root === undefined) {
    throw new AqeError('CONFIG_EMPTY', 'the file has no configuration in it', {
      location: { file, line: 1, column: 1 },
      hint: 'Write at least one section into it, or delete it to run on the defaults.',
    });
  }
  refuseForeign(document);
  if (!isRecord(value)) {
    throw new AqeError('CONFIG_NOT_A_MAP', 'the file is not a map of sections', {
      location: locate(document, root.start),
      hint: 'A fleet configuration has sections such as fleet, agents and database.',
    });
  }
  if (document.format === 'yaml') refuseDuplicate(document);
  return document;
}

function refuseForeign({ file, value }: ConfigDocument): void {
  const shape = detectShape(value, file);
  if (shape.kind === 'A') return;
  throw new AqeError('CONFIG_FOREIGN', `${file} is ${shape.name}, not a fleet configuration`, {
    hint: shape.advice,
  });
}

function refuseDuplicate(document: ConfigDocument): void {
  const [duplicate] = duplicateKeys(document);
  if (duplicate === undefined) return;
  const { line } = document.lines.at(duplicate.first.start);
  throw new AqeError(
    'CONFIG_DUPLICATE_KEY',
    `the key "${duplicate.key}" stands in this map already, in line ${line}`,
    {
      location: locate(document, duplicate.again.start),
      hint: 'Keep one of the two. 1.0.4 ignores such a file and runs on its defaults.',
    },
  );
}
