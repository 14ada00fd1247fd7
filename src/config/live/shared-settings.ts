import type { FlagContent } from '../../core/flags/flag-store.ts';
import type { Settings } from '../effective/layers.ts';

/** What the shared store says, as one layer of the settings. */
export function sharedSettings({ flags, rolloutPercent, salt }: FlagContent): Settings {
  const said: readonly (readonly [string, unknown])[] = [
    ['features.multiModelRouter', flags.multiModelRouter],
    ['features.streaming', flags.streaming],
    ['rollout.percent', rolloutPercent],
    ['rollout.salt', salt],
  ];
  return new Map(said.filter(([, value]) => value !== undefined));
}
