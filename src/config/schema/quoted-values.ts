import type { ConfigDocument } from '../document/parse.ts';
import { expectedKind } from './schema-keys.ts';
import type { Path } from '../document/span.ts';
import type { SourceNode } from '../document/tree.ts';
import { valueAt } from '../values.ts';
import type { ConfigVersion } from '../version-of.ts';
import { pathOf, type Visit } from '../document/visit.ts';

/** A text at a key that takes numbers or booleans. */
export interface TextForValue {
  readonly path: Path;
  readonly node: SourceNode;
  readonly kind: 'number' | 'boolean';
  readonly text: string;
  /** The value that the text spells, or undefined when it spells none: `port: abc`. */
  readonly meant: number | boolean | undefined;
}

interface Source {
  readonly document: ConfigDocument;
  readonly version: ConfigVersion;
  readonly visits: readonly Visit[];
}

/** Every text where the schema wants a number or a boolean. */
export function textsForValues({ document, version, visits }: Source): TextForValue[] {
  return visits.flatMap((visit) => {
    if (visit.node.kind !== 'scalar' || visit.part === undefined) return [];
    const path = pathOf(visit);
    const kind = expectedKind(version, path);
    const text = kind === undefined ? undefined : valueAt(document.value, path);
    if (kind === undefined || typeof text !== 'string') return [];
    return [{ path, node: visit.node, kind, text, meant: meantValue(text, kind) }];
  });
}

/** The number or boolean that a text spells; only the plainest spelling, about which nobody can be in doubt. */
export function meantValue(text: string, kind: 'number' | 'boolean'): number | boolean | undefined {
  if (kind === 'number')
    return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
