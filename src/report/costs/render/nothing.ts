import type { CostsReport } from '../costs-report.ts';

/** What to say instead of a table of zeros; undefined when something was spent. */
export function nothingText({ recorded, total }: CostsReport): string | undefined {
  if (total.calls > 0 || total.cost.nanoUsd !== 0) return undefined;
  return recorded
    ? 'Nothing was spent in this period.'
    : 'Nothing has been recorded yet. Costs are recorded while routing.costTracking.enabled is true.';
}
