import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import { type Silent, withinWindow } from '../../rollout/monitor/look.ts';
import type { MonitorSource } from '../../rollout/monitor/monitor.ts';
import type { Scrape } from '../../rollout/scrape/history.ts';
import { parseMetrics } from '../../rollout/scrape/parse-metrics.ts';
import type { ServiceAddress } from '../gate/service-address.ts';

const MAX_BYTES = 64 * 1_048_576;
/** An answer may take longer than a very short interval. */
const PATIENCE_MS = 5000;

/** How the metrics of replicas are read. Milliseconds. */
interface TargetPlan {
  readonly targets: readonly ServiceAddress[];
  readonly windowMs: number;
  readonly intervalMs: number;
}

/** Looks at the metrics of replicas; one that does not answer is silent. */
export function targetSource(context: Context, plan: TargetPlan): MonitorSource {
  const { targets, windowMs } = plan;
  const kept = new Map<string, readonly Scrape[]>();
  return {
    name: targets.map(({ name }) => name).join(', '),
    look: async (round) => {
      const from = context.clock.now().getTime() - windowMs;
      const silent: Silent[] = [];
      await Promise.all(
        targets.map(async (target) => {
          const answer = await scrape(context, target, { round, intervalMs: plan.intervalMs });
          const before = kept.get(target.name) ?? [];
          const isScrape = 'samples' in answer;
          if (!isScrape) silent.push(answer);
          kept.set(target.name, withinWindow(isScrape ? [...before, answer] : before, from));
        }),
      );
      const histories = targets.map(({ name }) => ({
        target: { url: name, arm: undefined },
        scrapes: kept.get(name) ?? [],
      }));
      return { histories, silent };
    },
  };
}

async function scrape(
  { ports, signal, clock }: Context,
  { name, metrics }: ServiceAddress,
  { round, intervalMs }: { readonly round: number; readonly intervalMs: number },
): Promise<Scrape | Silent> {
  try {
    const http = await ports.httpText();
    const timeoutMs = Math.max(intervalMs, PATIENCE_MS);
    const text = await http.get(metrics, { timeoutMs, limit: MAX_BYTES, signal });
    return { round, at: clock.now().getTime(), samples: parseMetrics(text, metrics) };
  } catch (error) {
    if (!(error instanceof AqeError) || error.code === 'INTERRUPTED') throw error;
    return { target: name, reason: error.message.replace(`${metrics}: `, '') };
  }
}
