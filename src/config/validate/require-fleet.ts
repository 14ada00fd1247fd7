import { AqeError } from '../../errors.ts';
import { duplicateKeys } from '../document/duplicate-keys.ts';
import { type ConfigDocument, locate } from '../document/parse.ts';
import type { MapNode, SourceNode } from '../document/tree.ts';
import { detectShape } from '../shape.ts';
import { type ConfigRecord, isRecord } from '../values.ts';

/** The parts of a document that has sections. */
export interface Fleet {
  readonly root: MapNode;
  readonly value: ConfigRecord;
}

/**
 * Makes sure that a document is a fleet configuration: a map of sections, and not of another product.
 * @throws AqeError CONFIG_EMPTY, CONFIG_NOT_A_MAP, CONFIG_FOREIGN
 */
export function requireFleet(document: ConfigDocument): Fleet {
  const { root, value, file } = document;
  if (root === undefined || value === null) {
    throw new AqeError('CONFIG_EMPTY', 'the file has no configuration in it', {
      location: { file, line: 1, column: 1 },
      hint: '1.0.4 would not start with it either. Begin with config/fleet.example.yaml of this package.',
    });
  }
  refuseForeign(document);
  if (root.kind === 'map' && isRecord(value)) return { root, value };
  throw new AqeError(
    'CONFIG_NOT_A_MAP',
    `the file holds a ${kinds[root.kind]}, not a map of sections`,
    {
      location: locate(document, root.start),
      hint: 'A fleet configuration has sections such as fleet, agents and database.',
    },
  );
}

const kinds: Readonly<Record<SourceNode['kind'], string>> = {
  map: 'map with a tag',
  seq: 'list',
  scalar: 'single value',
  alias: 'reference',
};

/** @throws AqeError CONFIG_FOREIGN for a file of another product, or another settings file of 1.0.4 */
export function refuseForeign(document: ConfigDocument): void {
  const { file, value, root } = document;
  const shape = detectShape(value, file);
  if (root === undefined || shape.kind === 'A') return;
  throw new AqeError(
    'CONFIG_FOREIGN',
    `this is ${shape.name}, not a fleet configuration; it was left alone`,
    {
      location: locate(document, root.start),
      hint: shape.advice,
    },
  );
}

/** @throws AqeError CONFIG_DUPLICATE_KEY at the first repetition */
export function refuseDuplicateKeys(document: ConfigDocument): void {
  const [duplicate] = duplicateKeys(document);
  if (duplicate === undefined) return;
  const { line } = document.lines.at(duplicate.first.start);
  throw new AqeError(
    'CONFIG_DUPLICATE_KEY',
    `the key "${duplicate.key}" is already given in line ${line}`,
    {
      location: locate(document, duplicate.again.start),
      hint: 'Keep one of the two. 1.0.4 ignores a YAML file with such a pair and runs on its defaults.',
    },
  );
}
