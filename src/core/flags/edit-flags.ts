import type { Feature, FeatureFlags } from './feature-flags.ts';
import type { FlagContent } from './flag-store.ts';

/** What to change of the shared flags; what is not named stays. `default` leaves the decision to file and defaults again. */
export interface FlagEdit {
  readonly flags: Partial<Record<Feature, boolean | 'default'>>;
  /** The flags are meant for this agent type only. */
  readonly agentType?: string | undefined;
  /** 0 to 100. */
  readonly percent?: number | 'default' | undefined;
}

/** The content after a change. */
export function editFlags(content: FlagContent, edit: FlagEdit): FlagContent {
  const { flags, agentTypes, rolloutPercent, ...rest } = content;
  const { agentType, percent } = edit;
  const share = percent === undefined ? rolloutPercent : percent;
  return {
    flags: agentType === undefined ? withEdit(flags, edit.flags) : flags,
    agentTypes: agentType === undefined ? agentTypes : editType(agentTypes, agentType, edit.flags),
    ...(typeof share === 'number' ? { rolloutPercent: share } : {}),
    ...(rest.salt === undefined ? {} : { salt: rest.salt }),
    ...(rest.rollout === undefined ? {} : { rollout: rest.rollout }),
  };
}

/** Whether two contents say the same. */
export function isSameContent(one: FlagContent, other: FlagContent): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ flags, agentTypes, rolloutPercent, salt, rollout }: FlagContent): string {
  const types = Object.entries(agentTypes).map(([type, own]) => [type, pairOf(own)] as const);
  return JSON.stringify([
    pairOf(flags),
    types.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    rolloutPercent,
    salt,
    rollout,
  ]);
}

function pairOf({ multiModelRouter, streaming }: Partial<FeatureFlags>): readonly unknown[] {
  return [multiModelRouter, streaming];
}

function editType(
  types: FlagContent['agentTypes'],
  type: string,
  edit: FlagEdit['flags'],
): FlagContent['agentTypes'] {
  const others = Object.entries(types).filter(([name]) => name !== type);
  const own = withEdit(new Map(Object.entries(types)).get(type) ?? {}, edit);
  const isSaid = Object.keys(own).length > 0;
  return Object.fromEntries(isSaid ? [...others, [type, own]] : others);
}

function withEdit(flags: Partial<FeatureFlags>, edit: FlagEdit['flags']): Partial<FeatureFlags> {
  const all = Object.entries({ ...flags, ...edit });
  return Object.fromEntries(all.filter(([, value]) => typeof value === 'boolean'));
}
