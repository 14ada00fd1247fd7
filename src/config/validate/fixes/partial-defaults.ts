import type { ConfigDocument } from '../../document/parse.ts';
import { missingSiblings, type PartialSection } from '../../schema/partial-sections.ts';
import { unsharedNode } from '../../document/span.ts';
import type { Edit } from '../../document/splice.ts';
import type { MapNode, Pair } from '../../document/tree.ts';
import type { ConfigVersion } from '../../version-of.ts';
import type { Fix } from './fix.ts';

/** Writes the missing keys after the ones that are there, in the section's own style. */
export function fixPartialDefaults(document: ConfigDocument, version: ConfigVersion): Fix[] {
  return missingSiblings(document.value, version).flatMap(({ path, missing }) => {
    // Where others repeat the section, the keys would appear there too.
    const map = unsharedNode(document, path);
    if (map?.kind !== 'map') return [];
    const edit = insertion(document, map, missing);
    if (edit === undefined) return [];
    return [
      {
        code: 'partial-defaults' as const,
        path,
        message: `added ${missing.map(({ key, value }) => `${key}: ${value}`).join(', ')}`,
        edit,
        values: missing.map(({ key, value }) => ({ path: [...path, key], value })),
      },
    ];
  });
}

function insertion(
  { text, format }: ConfigDocument,
  map: MapNode,
  missing: PartialSection['missing'],
): Edit | undefined {
  const quote = format === 'json' ? '"' : '';
  const lines = missing.map(({ key, value }) => {
    const written = typeof value === 'string' ? JSON.stringify(value) : String(value);
    return `${quote}${key}${quote}: ${written}`;
  });
  const last = map.pairs.at(-1);
  if (last === undefined) {
    return { start: map.start + 1, end: map.start + 1, text: lines.join(', ') };
  }
  const next = separator(text, last);
  if (map.flow) {
    const inserted = lines.map((line) => `,${next ?? ' '}${line}`).join('');
    return { start: last.value.end, end: last.value.end, text: inserted };
  }
  if (next === undefined) return undefined;
  const end = lineEnd(text, last.value.end);
  return { start: end, end, text: lines.map((line) => next + line).join('') };
}

/** The line break and indentation before a key; undefined when the key does not begin its line. */
function separator(text: string, { key }: Pair): string | undefined {
  return /(?:\r\n|\n|\r)[ \t]*$/.exec(text.slice(0, key.outerStart))?.[0];
}

function lineEnd(text: string, from: number): number {
  const lineBreak = /[\r\n]/g;
  lineBreak.lastIndex = from;
  return lineBreak.exec(text)?.index ?? text.length;
}
