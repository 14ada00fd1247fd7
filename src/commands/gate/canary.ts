import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { compare } from '../../rollout/compare.ts';
import type { Found } from '../../rollout/gate/check.ts';
import type { CanaryState } from '../../rollout/gate/subject.ts';
import { shareOf } from '../../rollout/stages/transitions.ts';
import { evidenceFor, judgingOf } from '../canary/compare-canary.ts';
import { lookNow } from '../canary/promote-canary.ts';
import { Absent, find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

/** What a rollout in stages came to; where there is none, what `aqe canary compare` says. */
export async function readCanary(desk: GateDesk): Promise<Found<CanaryState>> {
  const { arms } = desk.options;
  if (arms !== undefined) return find(`aqe canary compare: ${arms}`, async () => compared(desk));
  const found = await find('aqe canary status', async () => {
    const { rollout } = await (await desk.store()).flags.read();
    return rollout ?? new Absent('there was no rollout');
  });
  if (found.kind === 'found') {
    return find(found.source, async () => stateOf(desk, found.value));
  }
  const source = desk.options.prometheus ?? "the tasks in the fleet's store";
  return find(`aqe canary compare: ${source}`, async () => compared(desk));
}

async function compared({ context, options, settings }: GateDesk): Promise<CanaryState> {
  const { arms, window, prometheus, interval, config } = options;
  const common = { window, interval, config, seed: 1, format: 'json' } as const;
  const question = arms === undefined ? { ...common, prometheus } : common;
  const evidence = await evidenceFor(context, arms === undefined ? [] : [arms], question);
  const { margins } = (await settings()).settings;
  const comparison = compare(evidence, judgingOf(question, margins));
  return { kind: 'compared', comparison, open: undefined };
}

async function stateOf(desk: GateDesk, rollout: StagedRollout): Promise<CanaryState | Absent> {
  const { status, startedBy, endedBy = startedBy, endReason = '' } = rollout;
  const percent = shareOf(rollout);
  if (status !== 'running')
    return { kind: 'over', status, percent, by: endedBy, reason: endReason };
  const { context, options } = desk;
  const question = { files: [], prometheus: options.prometheus, interval: options.interval };
  const taken = await lookNow(context, await desk.store(), { rollout, options: question });
  if (taken === undefined) return new Absent(`the stage of ${percent} % had no look yet`);
  const { comparison, decision, look } = taken;
  const open = look.soaked ? 'one more look has to pass' : 'the stage has not taken long enough';
  return {
    kind: 'compared',
    comparison,
    open: decision === 'promote' ? undefined : `${percent} %: ${open}`,
  };
}
