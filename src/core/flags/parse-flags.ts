import type { FeatureFlags } from './feature-flags.ts';
import { fieldsOf } from './fields-of.ts';
import type { FlagContent } from './flag-store.ts';
import type { FlagSource, FlagSources } from './flag-sources.ts';
import { parseStagedRollout } from './staged-rollout.ts';

const sources: readonly FlagSource[] = ['flag', 'environment', 'store', 'file', 'default'];

/** Reads what a store has kept; what is of another type counts as not said. */
export function parseFlagContent(value: unknown): FlagContent {
  const { flags, agentTypes, rolloutPercent, salt, ...fields } = fieldsOf(value);
  const rollout = parseStagedRollout(fields['rollout']);
  return {
    flags: parsePartialFlags(flags),
    agentTypes: Object.fromEntries(
      Object.entries(fieldsOf(agentTypes)).map(([type, own]) => [type, parsePartialFlags(own)]),
    ),
    ...(typeof rolloutPercent === 'number' ? { rolloutPercent } : {}),
    ...(typeof salt === 'string' ? { salt } : {}),
    ...(rollout === undefined ? {} : { rollout }),
  };
}

/** The flags that a value says something about. */
function parsePartialFlags(value: unknown): Partial<FeatureFlags> {
  const { multiModelRouter, streaming } = fieldsOf(value);
  return {
    ...(typeof multiModelRouter === 'boolean' ? { multiModelRouter } : {}),
    ...(typeof streaming === 'boolean' ? { streaming } : {}),
  };
}

/** All flags; those that the value does not say are off. */
export function parseFlags(value: unknown): FeatureFlags {
  return { multiModelRouter: false, streaming: false, ...parsePartialFlags(value) };
}

/** Who decided, as a replica has said it. */
export function parseSources(value: unknown): FlagSources {
  const { multiModelRouter, streaming } = fieldsOf(value);
  return { multiModelRouter: sourceOf(multiModelRouter), streaming: sourceOf(streaming) };
}

function sourceOf(value: unknown): FlagSource {
  return sources.find((source) => source === value) ?? 'default';
}
