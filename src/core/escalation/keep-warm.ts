import type { StartChoice, StartOption } from './choose-start.ts';
import type { EscalationSettings } from './escalation-settings.ts';
import { itemAt } from './item-at.ts';
import type { Situation } from './prospects.ts';

/** Where a task starts. */
type Start = Pick<StartChoice, 'start' | 'text'>;

/**
 * Keeps a session with the model whose prompt cache is warm, unless the switch pays: another model starts only where its whole way is expected to cost less, with the cache
 * counted in. Nobody is tried, and nothing explored, at the expense of a cache. A model that does not hold the quality is not kept.
 * @param choice where the task starts if nothing is kept
 */
export function keepWarm(
  choice: StartChoice,
  { tiers }: Situation,
  { quality }: Pick<EscalationSettings, 'quality'>,
): Start {
  const isWarm = (index: number): boolean => (itemAt(tiers, index).cacheSaving ?? 0) > 0;
  const { start, options } = choice;
  const chosen = itemAt(options, start);
  if (isWarm(start)) return { start, text: `${choice.text}; its prompt cache is warm` };
  const [kept] = options
    .map((option, index) => ({ option, index }))
    .filter(({ option, index }) => isWarm(index) && option.quality >= quality)
    .toSorted((a, b) => a.option.expectedCost - b.option.expectedCost);
  if (kept === undefined || chosen.expectedCost < kept.option.expectedCost) return choice;
  return { start: kept.index, text: textOf(kept.option, chosen) };
}

function textOf(kept: StartOption, other: StartOption): string {
  const share = Math.round((other.expectedCost / kept.expectedCost) * 100);
  return `keeps ${kept.model}: its prompt cache is warm, and ${other.model} first would cost ${share} % of that in all`;
}
