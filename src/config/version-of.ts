import { isRecord } from './values.ts';

/** The version whose format a configuration has. */
export type ConfigVersion = '1.0.4' | '1.0.5';

/** The sections that came with 1.0.5. */
const newSections: readonly string[] = [
  'features',
  'featureOverrides',
  'routing',
  'streaming',
  'rollout',
];

/** 1.0.5 when one of its sections is there, else 1.0.4. */
export function configVersion(value: unknown): ConfigVersion {
  const isNew = isRecord(value) && newSections.some((section) => Object.hasOwn(value, section));
  return isNew ? '1.0.5' : '1.0.4';
}

/** True for a path in a section that came with 1.0.5. */
export function isNewSection(path: readonly (string | number)[]): boolean {
  return newSections.includes(String(path[0]));
}
