import { type ConfigDocument, locate } from '../../config/document/parse.ts';
import { nearestSpan, spanOf } from '../../config/document/span.ts';
import { nodesOf } from '../../config/document/walk.ts';
import {
  type Fleet,
  refuseDuplicateKeys,
  requireFleet,
} from '../../config/validate/require-fleet.ts';
import { AqeError } from '../../errors.ts';

/**
 * Checks that the file is a fleet configuration that a migration can be planned for.
 * @throws AqeError CONFIG_EMPTY, CONFIG_NOT_A_MAP, CONFIG_FOREIGN, CONFIG_DUPLICATE_KEY
 */
export function requireMigratable(document: ConfigDocument): Fleet {
  const fleet = requireFleet(document);
  refuseDuplicateKeys(document);
  return fleet;
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
