import type { Context } from '../../cli/context.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import type { Target } from '../../rollout/scrape/history.ts';
import type { Look } from '../../rollout/stages/schedule.ts';
import { shareOf } from '../../rollout/stages/transitions.ts';
import { storeEvidence } from '../../rollout/store-evidence.ts';
import { AqeError } from '../../errors.ts';
import { askPrometheus } from './ask-prometheus.ts';
import { fileEvidence } from './file-evidence.ts';
import { pollMetrics } from './poll-metrics.ts';
import { MetricsLog } from './metrics-log.ts';

/** Where the stages of a rollout get their data from. */
export interface SourceOptions {
  readonly files: readonly string[];
  readonly metrics?: readonly Target[] | undefined;
  readonly prometheus?: string | undefined;
  /** Milliseconds between two looks at metrics. */
  readonly interval: number;
  /** How long metrics are read where nobody has read them before, in milliseconds. */
  readonly window?: number | undefined;
}

/** Answers what canary and stable did from one moment to another. */
export interface LookSource {
  /** Rejects with AqeError. */
  evidence(rollout: StagedRollout, look: Pick<Look, 'from' | 'to'>): Promise<Evidence>;
  close(): Promise<void>;
}

const FIVE_MINUTES = 300_000;

/**
 * Opens the source that the options name; the store where they name none.
 * @param follow whether there will be many looks: metrics are read all the time then, and not for a window at each look
 * @throws AqeError USAGE
 */
export async function openLookSource(
  context: Context,
  store: FleetStore,
  { follow, ...options }: SourceOptions & { readonly follow: boolean },
): Promise<LookSource> {
  const { files, metrics = [], prometheus, interval: intervalMs, window } = options;
  const given = [files.length > 0, metrics.length > 0, prometheus !== undefined];
  if (given.filter(Boolean).length > 1) {
    throw new AqeError('USAGE', 'files, --metrics and --prometheus are three sources', {
      hint: 'Name one of them; without any the store is read.',
    });
  }
  if (files.length > 0) {
    return { close, evidence: async (rollout) => fileEvidence(context, files, partOf(rollout)) };
  }
  if (prometheus !== undefined) {
    return {
      close,
      evidence: async (rollout, { from, to }) =>
        askPrometheus(context, {
          url: prometheus,
          windowMs: to - from,
          share: partOf(rollout),
          at: to,
        }),
    };
  }
  if (metrics.length > 0 && follow) {
    const scheduler = await context.ports.scheduler();
    const log = new MetricsLog(context, { targets: metrics, intervalMs, scheduler });
    return {
      close: async () => log.stop(),
      evidence: async (rollout, span) => log.evidence(span, partOf(rollout)),
    };
  }
  if (metrics.length > 0) {
    const windowMs = window ?? FIVE_MINUTES;
    return {
      close,
      evidence: async (rollout) =>
        pollMetrics(context, { targets: metrics, windowMs, intervalMs, share: partOf(rollout) }),
    };
  }
  return fromStore(store);
}

/** Nothing is open that would have to be closed. */
async function close(): Promise<void> {}

function fromStore({ tasks }: FleetStore): LookSource {
  return {
    close,
    evidence: async (rollout, { from, to }) =>
      storeEvidence(tasks.records({ from, to }), {
        from,
        to,
        share: partOf(rollout),
        windowMs: rollout.lookMs,
      }),
  };
}

function partOf(rollout: StagedRollout): number {
  return shareOf(rollout) / 100;
}
