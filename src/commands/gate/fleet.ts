import type { Found } from '../../rollout/gate/check.ts';
import type { FleetReading } from '../../rollout/measure/fleet-reading.ts';
import { readMetrics, scrapedReading } from '../../rollout/measure/scraped-reading.ts';
import { storedReading } from '../../rollout/measure/stored-reading.ts';
import { queryPrometheus } from '../canary/ask-prometheus.ts';
import { pollTargets } from '../canary/poll-metrics.ts';
import { find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

/** What the fleet did: by the metrics of its replicas, a Prometheus server, or its store. */
export async function readFleet(desk: GateDesk): Promise<Found<FleetReading>> {
  const { options, context, now } = desk;
  const { target: targets = [], prometheus, window } = options;
  if (prometheus !== undefined) {
    return find(`the Prometheus server ${prometheus}`, async () => {
      const question = { url: prometheus, windowMs: window };
      const { histories } = await queryPrometheus(context, question, readMetrics);
      return scrapedReading(histories, { source: prometheus });
    });
  }
  if (targets.length > 0) {
    const names = targets.map(({ name }) => name).join(', ');
    return find(`metrics of ${names} since they started`, async () => {
      const { histories } = await pollTargets(context, {
        targets: targets.map(({ metrics }) => ({ url: metrics, arm: undefined })),
        windowMs: options.for ?? 0,
        intervalMs: options.interval,
      });
      return scrapedReading(histories, { source: names, sinceStart: true });
    });
  }
  return find("the tasks in the fleet's store", async () => {
    const { tasks } = await desk.store();
    const period = { from: now - window, to: now };
    return storedReading(tasks.records(period), period);
  });
}
