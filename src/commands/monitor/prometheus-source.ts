import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import { readMetrics } from '../../rollout/measure/scraped-reading.ts';
import { budgetMetrics, type Sight, type Silent } from '../../rollout/monitor/look.ts';
import type { MonitorSource } from '../../rollout/monitor/monitor.ts';
import type { PrometheusHistory } from '../../rollout/scrape/prometheus-answer.ts';
import { queryPrometheus } from '../canary/ask-prometheus.ts';

/** A target that the server has not scraped for so many of its intervals is silent. */
const LATE = 2.5;

/** Looks at what a Prometheus server has scraped; targets that it does not reach any more are silent, and so is a server that does not answer. */
export function prometheusSource(
  context: Context,
  { url, windowMs }: { readonly url: string; readonly windowMs: number },
): MonitorSource {
  const known = new Set<string>();
  let silent: readonly Silent[] = [];
  return {
    name: `the Prometheus server ${url}`,
    look: async () => {
      try {
        const question = { url, windowMs };
        const answer = await queryPrometheus(context, question, [...readMetrics, ...budgetMetrics]);
        for (const { target } of answer.histories) known.add(target.url);
        const now = context.clock.now().getTime();
        const sight = sightOf(answer, { url, now, known: [...known] });
        ({ silent } = sight);
        return sight;
      } catch (error) {
        if (!(error instanceof AqeError) || error.code === 'INTERRUPTED') throw error;
        const reason = error.message.replace(`${url}: `, '');
        // Those who were silent before are not heard again because the server is silent too.
        return { histories: [], silent: [...silent, { target: url, reason }] };
      }
    },
  };
}

interface Place {
  readonly url: string;
  readonly now: number;
  readonly known: readonly string[];
}

function sightOf({ histories, rounds }: PrometheusHistory, { url, now, known }: Place): Sight {
  if (known.length === 0) {
    return { histories, silent: [{ target: url, reason: 'it has scraped no metrics of aqe' }] };
  }
  const silent = known.flatMap((target): readonly Silent[] => {
    const last = histories.find((one) => one.target.url === target)?.scrapes.at(-1);
    if (last === undefined) return [{ target, reason: 'the server has not scraped it any more' }];
    const age = now - last.at;
    if (age <= LATE * rounds.intervalMs) return [];
    return [{ target, reason: `last scraped ${Math.round(age / 1000)} s ago` }];
  });
  return { histories, silent };
}
