import type { ModelTier } from '../../core/cost/catalogue.ts';
import type { OpinionPorts } from '../../core/routing/second-opinion.ts';

/** As many as a process keeps; the oldest go first. */
const MOST = 10_000;

/** Opinions of a small model that last as long as the fleet. */
export function knownOpinions(most: number = MOST): OpinionPorts['cache'] {
  const known = new Map<string, ModelTier>();
  return {
    get: (key) => known.get(key),
    set: (key, tier) => {
      known.set(key, tier);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
  };
}
