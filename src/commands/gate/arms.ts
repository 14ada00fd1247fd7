import { compare, type Comparison } from '../../rollout/compare.ts';
import type { Found } from '../../rollout/gate/check.ts';
import { evidenceFor, judgingOf } from '../canary/compare-canary.ts';
import { find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

/** What `aqe canary compare` says. */
export async function readArms({ context, options }: GateDesk): Promise<Found<Comparison>> {
  const { arms, window, prometheus, interval, config } = options;
  const files = arms === undefined ? [] : [arms];
  const source = arms ?? prometheus ?? "the tasks in the fleet's store";
  return find(`aqe canary compare: ${source}`, async () => {
    const question = { window, interval, config, seed: 1, format: 'json' } as const;
    const from = arms === undefined ? { ...question, prometheus } : question;
    return compare(await evidenceFor(context, files, from), judgingOf(from));
  });
}
