import { effectiveConfig } from './effective.ts';
import type { EffectiveInput } from './layers.ts';
import { leafKeys } from '../schema/leaf-keys.ts';
import type { EffectiveValue } from './origin.ts';
import { isRecord } from '../values.ts';
import { type ConfigVersion, configVersion } from '../version-of.ts';

/** The effective configuration with what it was made from. */
export interface ConfigReport {
  /** Null when there is none. */
  readonly file: string | null;
  readonly version: ConfigVersion | null;
  readonly values: readonly EffectiveValue[];
  /** Sections of the file that nothing reads. */
  readonly ignored: readonly string[];
}

/**
 * Reports on a file, or on the defaults and the environment when there is none.
 * @throws AqeError ENV_INVALID
 */
export function reportConfig(input: EffectiveInput): ConfigReport {
  const { document } = input;
  return {
    file: document?.file ?? null,
    version: document === undefined ? null : configVersion(document.value),
    values: effectiveConfig(input),
    ignored: isRecord(document?.value) ? unread(Object.keys(document.value)) : [],
  };
}

function unread(sections: readonly string[]): readonly string[] {
  const keys = leafKeys('1.0.5').filter(({ deprecated }) => !deprecated);
  const read = new Set(keys.map(({ path }) => path[0]));
  return sections.filter((section) => !read.has(section));
}
