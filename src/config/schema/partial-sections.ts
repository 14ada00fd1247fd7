import { defaultAt } from './schema-keys.ts';
import type { Path } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';
import type { ConfigVersion } from '../version-of.ts';

/** Sections whose keys stand or fall together. */
const sections = [
  { path: ['api', 'rateLimit'], keys: ['windowMs', 'max'] },
  { path: ['security', 'encryption'], keys: ['algorithm', 'keyLength'] },
];

/** A section that is given in part, and what it loses. */
export interface PartialSection {
  readonly path: Path;
  readonly missing: readonly { readonly key: string; readonly value: string | number }[];
}

/** The sections that 1.0.4 would read without their other defaults. */
export function missingSiblings(value: unknown, version: ConfigVersion): PartialSection[] {
  return sections.flatMap(({ path, keys }) => {
    const section = valueAt(value, path);
    if (!isRecord(section)) return [];
    const missing = keys.flatMap((key) => {
      const preset = defaultAt(version, [...path, key]);
      const usable = typeof preset === 'string' || typeof preset === 'number';
      return section[key] === undefined && usable ? [{ key, value: preset }] : [];
    });
    return missing.length === 0 ? [] : [{ path, missing }];
  });
}
