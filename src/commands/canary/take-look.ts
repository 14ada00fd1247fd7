import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { compare, type Comparison } from '../../rollout/compare.ts';
import { decideStage } from '../../rollout/stages/decide-stage.ts';
import { judgingOf } from '../../rollout/stages/judging-of.ts';
import { type Look, lookAt } from '../../rollout/stages/schedule.ts';
import type { Verdict } from '../../rollout/verdict.ts';
import type { LookSource } from './look-source.ts';

/** What a look at a stage saw. */
export interface TakenLook {
  readonly look: Look;
  readonly comparison: Comparison;
  /** What is to be done, by the rules of a rollout that nobody attends. */
  readonly decision: ReturnType<typeof decideStage>;
}

/**
 * Looks at a stage. The look before is taken again where it matters: it is the same whenever it is taken.
 * @throws AqeError what the source throws
 */
export async function takeLook(
  source: LookSource,
  rollout: StagedRollout,
  look: Look,
): Promise<TakenLook> {
  const comparison = await comparisonAt(source, rollout, look);
  const { verdict } = comparison;
  const { soaked, number } = look;
  const matters = soaked && verdict === 'PASS' && number > 1;
  const previous: Verdict | undefined = matters
    ? (await comparisonAt(source, rollout, lookAt(rollout, number - 1))).verdict
    : undefined;
  return { look, comparison, decision: decideStage({ verdict, previous, soaked }) };
}

async function comparisonAt(
  source: LookSource,
  rollout: StagedRollout,
  look: Look,
): Promise<Comparison> {
  return compare(await source.evidence(rollout, look), judgingOf(rollout, look.number));
}
