import { duplicateKeys } from '../../config/document/duplicate-keys.ts';
import { type ConfigDocument, locate } from '../../config/document/parse.ts';
import { detectShape } from '../../config/shape.ts';
import { nearestSpan, spanOf } from '../../config/document/span.ts';
import type { MapNode, SourceNode } from '../../config/document/tree.ts';
import { nodesOf } from '../../config/document/walk.ts';
import { type ConfigRecord, isRecord } from '../../config/values.ts';
import { AqeError } from '../../errors.ts';

/** A configuration that may be migrated: a map, written as one. */
export interface Migratable {
  readonly root: MapNode;
  readonly value: ConfigRecord;
}

/**
 * Checks that the file is a fleet configuration that a migration can be planned for.
 * @throws AqeError CONFIG_EMPTY, CONFIG_NOT_A_MAP, CONFIG_FOREIGN, CONFIG_DUPLICATE_KEY
 */
export function requireMigratable(document: ConfigDocument): Migratable {
  const { root, value, file } = document;
  if (root === undefined || value === null || value === undefined) {
    throw new AqeError('CONFIG_EMPTY', 'the file has no configuration in it', {
      location: { file, line: 1, column: 1 },
      hint: '1.0.4 would not start with it either. Begin with config/fleet.example.yaml of this package.',
    });
  }
  const shape = detectShape(value, file);
  if (shape.kind !== 'A') {
    throw new AqeError(
      'CONFIG_FOREIGN',
      `this is ${shape.name}, not a fleet configuration; it was left alone`,
      {
        location: locate(document, root.start),
        hint: shape.advice,
      },
    );
  }
  if (root.kind !== 'map' || !isRecord(value)) throw notAMap(document, root);
  const [duplicate] = duplicateKeys(document);
  if (duplicate !== undefined) {
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
  return { root, value };
}

/** An alias elsewhere to an anchor in a part that goes would be left without a meaning. */
export function refuseSharedAnchor(document: ConfigDocument, key: string): void {
  const removed = spanOf(document, [key])?.value;
  if (removed === undefined || document.root === undefined) return;
  const anchors = new Set([...nodesOf(removed)].map(({ anchor }) => anchor));
  for (const node of nodesOf(document.root)) {
    if (node.kind !== 'alias' || !anchors.has(node.target) || node.start < removed.end) continue;
    throw new AqeError(
      'MIGRATION_REFUSED',
      `the alias *${node.target} repeats a value from \`${key}\`, which the migration takes out`,
      {
        location: locate(document, node.start),
        hint: 'Write the value out here, then run the migration again. Nothing was changed.',
      },
    );
  }
}

/** A section that has to grow is not a map, or is written somewhere else. */
export function refuseSection(
  document: ConfigDocument,
  key: string,
  why = 'is not a map of keys',
): AqeError {
  return new AqeError('MIGRATION_REFUSED', `\`${key}\` ${why}, so nothing can be added to it`, {
    location: locate(document, nearestSpan(document, [key])?.value.start ?? 0),
    hint: `Make it a map (\`${key}:\` with indented keys), or remove it. Nothing was changed.`,
  });
}

/** Adding to an alias would change every place that repeats it. */
export function refuseAlias(document: ConfigDocument, key: string): void {
  if (spanOf(document, [key])?.value.kind === 'alias')
    throw refuseSection(document, key, 'is an alias');
}

function notAMap(document: ConfigDocument, root: SourceNode): AqeError {
  return new AqeError(
    'CONFIG_NOT_A_MAP',
    `the file holds a ${kinds[root.kind]}, not a map of keys`,
    {
      location: locate(document, root.start),
      hint: 'A fleet configuration has keys such as fleet, agents and database. Is this the right file?',
    },
  );
}

const kinds: Readonly<Record<SourceNode['kind'], string>> = {
  map: 'map',
  seq: 'list',
  scalar: 'single value',
  alias: 'reference',
};
