import { distance } from 'fastest-levenshtein';

/** Two spellings of one name have the same fold: `max_agents`, `maxAgents`, `max-agents`. */
export function foldKey(key: string): string {
  return key.replaceAll(/[-_\s]/g, '').toLowerCase();
}

/** The candidate that was probably meant, or undefined when none is near. */
export function nearKey(key: string, candidates: readonly string[]): string | undefined {
  const folded = foldKey(key);
  // In a short name two changed letters make another word.
  const limit = key.length < 5 ? 1 : Math.max(2, Math.floor(key.length / 3));
  let best: { candidate: string; steps: number } | undefined;
  for (const candidate of candidates) {
    const steps = foldKey(candidate) === folded ? 0 : distance(key, candidate);
    if (steps <= limit && (best === undefined || steps < best.steps)) best = { candidate, steps };
  }
  return best?.candidate;
}

/** `Did you mean "maxAgents"?`, or undefined when nothing is near. */
export function didYouMean(key: string, candidates: readonly string[]): string | undefined {
  const near = nearKey(key, candidates);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}
