import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from '../../core/cost/catalogue.ts';
import type { SourceLocation } from '../../errors.ts';
import type { Fix } from './fixes/fix.ts';
import { fixPartialDefaults } from './fixes/partial-defaults.ts';
import { fixPriceUnits } from './fixes/price-unit.ts';
import { fixQuotedValues } from './fixes/quoted-value.ts';
import { type ConfigDocument, locate, parseText } from '../document/parse.ts';
import { formatPath, type Path } from '../document/span.ts';
import { applyEdits } from '../document/splice.ts';
import type { ConfigVersion } from '../version-of.ts';

/** A finding that was repaired. */
export interface Repair {
  readonly code: Fix['code'];
  readonly path: string;
  readonly message: string;
  /** Where it was before. */
  readonly location: SourceLocation;
}

/** A text with everything repaired that is safe to repair. */
export interface Repaired {
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/** Repairs what is safe, byte-exactly. A change that does not parse to what was meant is not made. */
export function repairConfig(
  document: ConfigDocument,
  version: ConfigVersion,
  catalogue: Catalogue | undefined,
): Repaired {
  const unquoted = apply(document, fixQuotedValues(document, version));
  // A price in quotes is a price only now.
  const parsed = parseText({ ...document, text: unquoted.text });
  const rest = apply(parsed, [
    ...fixPartialDefaults(parsed, version),
    ...(catalogue === undefined ? [] : fixPriceUnits(parsed, catalogue)),
  ]);
  return { text: rest.text, repairs: [...unquoted.repairs, ...rest.repairs] };
}

function apply(document: ConfigDocument, unordered: readonly Fix[]): Repaired {
  const unchanged = { text: document.text, repairs: [] };
  if (unordered.length === 0) return unchanged;
  const fixes = unordered.toSorted((a, b) => a.edit.start - b.edit.start);
  const edits = fixes.map(({ edit }) => edit);
  const text = applyEdits(document.text, edits);
  if (!holds(document, text, fixes)) return unchanged;
  const repairs = fixes.map(({ code, path, message, edit }) => ({
    code,
    path: formatPath(path),
    message,
    location: locate(document, edit.start),
  }));
  return { text, repairs };
}

function holds(document: ConfigDocument, text: string, fixes: readonly Fix[]): boolean {
  const expected: unknown = structuredClone(document.value);
  for (const { path, value } of fixes.flatMap(({ values }) => values)) setAt(expected, path, value);
  try {
    return isDeepStrictEqual(parseText({ ...document, text }).value, expected);
  } catch {
    // An edit that breaks the syntax is one that was not safe.
    return false;
  }
}

function setAt(root: unknown, path: Path, value: unknown): void {
  const owner = path.slice(0, -1).reduce<unknown>(childOf, root);
  const key = path.at(-1);
  if (typeof owner === 'object' && owner !== null && key !== undefined)
    Reflect.set(owner, key, value);
}

function childOf(owner: unknown, key: string | number): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, key) : undefined;
}
