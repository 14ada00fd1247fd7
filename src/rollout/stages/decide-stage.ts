import type { Verdict } from '../verdict.ts';

/** What two looks that follow each other say of a stage. */
export interface StageLooks {
  readonly verdict: Verdict;
  /** Of the look before; undefined when there was none. */
  readonly previous: Verdict | undefined;
  /** Whether the stage has taken long enough. */
  readonly soaked: boolean;
}

/** What to do: harm ends a rollout at once; a stage is left when it has taken long enough, and two looks in a row show that there is no harm. */
export function decideStage({
  verdict,
  previous,
  soaked,
}: StageLooks): 'fail' | 'promote' | 'wait' {
  if (verdict === 'FAIL') return 'fail';
  return soaked && verdict === 'PASS' && previous === 'PASS' ? 'promote' : 'wait';
}
