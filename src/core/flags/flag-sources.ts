import type { Feature } from './feature-flags.ts';

/** Who decided about a flag: command line, environment, shared store, configuration file, or nobody. The first of them wins. */
export type FlagSource = 'flag' | 'environment' | 'store' | 'file' | 'default';

/** Who decided about each flag. */
export type FlagSources = Readonly<Record<Feature, FlagSource>>;

/** Whether the shared store cannot change a flag that is decided there. */
export function isPinned(source: FlagSource): boolean {
  return source === 'flag' || source === 'environment';
}
