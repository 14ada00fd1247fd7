import type { FleetStore } from '../../core/fleet-store.ts';
import { summarizeFeedback } from '../../core/feedback/summarize-feedback.ts';
import { compare } from '../../rollout/compare.ts';
import type { Margins } from '../../rollout/margins.ts';
import { rolloutView } from '../../rollout/stages/rollout-view.ts';
import { storeEvidence } from '../../rollout/store-evidence.ts';
import { feedbackLine } from '../feedback/feedback-report.ts';
import type { FlagsReport } from '../flags/flags-report.ts';
import {
  buildPerformanceReport,
  type ReportRequest,
} from '../performance/build-performance-report.ts';
import type { ProcessFigures } from '../performance/performance-report.ts';
import { spendingTotal } from '../spending/spending-total.ts';
import { criteriaOf } from './criteria.ts';
import type { HistoryLine, RolloutReport } from './rollout-report.ts';

/** What a report is made from. */
export interface RolloutSources {
  readonly store: FleetStore;
  readonly flags: FlagsReport;
  readonly processes: readonly ProcessFigures[];
  readonly margins: Margins;
}

const CONFIDENCE = 0.95;
const SEED = 1;
const MOST_FEEDBACK = 20;
const MOST_HISTORY = 1000;

/** Puts together how a rollout goes. Rejects with AqeError STORE_…. */
export async function buildRolloutReport(
  { store, flags, processes, margins }: RolloutSources,
  request: ReportRequest,
): Promise<RolloutReport> {
  const { from, to: end } = request.period;
  const to = Math.min(end, request.now + 1);
  const evidence = await storeEvidence(store.tasks.records({ from, to }), {
    from,
    to,
    share: undefined,
  });
  const [performance, spending, feedback, history, shared] = await Promise.all([
    buildPerformanceReport(store, request, processes),
    spendingTotal(store, request.period),
    store.feedback.list({ from, to }),
    historyOf(store, { from, to }),
    store.flags.read(),
  ]);
  const judging = { margins, confidence: CONFIDENCE, seed: SEED };
  const comparison = compare(evidence, judging);
  const costs = comparison.metrics.find(({ metric }) => metric === 'costPerTask');
  const summary = summarizeFeedback(feedback);
  return {
    report: 'rollout',
    period: performance.period,
    at: performance.at,
    flags,
    rollout: shared.rollout === undefined ? null : rolloutView(shared.rollout, request.now),
    simulatedTasks: performance.simulated?.ended ?? 0,
    comparison,
    criteria: criteriaOf({ performance, spending, costs, feedback: summary, flags }),
    feedback: { summary, latest: feedback.slice(-MOST_FEEDBACK).map(feedbackLine) },
    history,
  };
}

async function historyOf(
  { audit }: FleetStore,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly HistoryLine[]> {
  return (await audit.list({ limit: MOST_HISTORY }))
    .filter(({ at }) => at >= from && at < to)
    .map(({ at, by, action, reason }) => ({ at: new Date(at).toISOString(), by, action, reason }));
}
