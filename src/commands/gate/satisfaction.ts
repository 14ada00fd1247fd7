import { summarizeFeedback } from '../../core/feedback/summarize-feedback.ts';
import type { Found } from '../../rollout/gate/check.ts';
import type { Satisfaction } from '../../rollout/gate/subject.ts';
import { find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

/** People say something now and then: what they said in a month counts. */
const MONTH_MS = 30 * 86_400_000;

/** What `aqe feedback` has kept. */
export async function readSatisfaction(desk: GateDesk): Promise<Found<Satisfaction>> {
  return find('aqe feedback, the last 30 days', async () => {
    const { feedback } = await desk.store();
    const said = await feedback.list({ from: desk.now - MONTH_MS, to: desk.now + 1 });
    const { count, satisfied } = summarizeFeedback(said);
    return { trials: count, events: Math.round(count * (1 - (satisfied ?? 0))) };
  });
}
