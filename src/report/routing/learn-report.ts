import type { LearnedChanges } from '../../core/escalation/compare-learned.ts';
import type { AgentTypeTasks, LeftOutTasks } from '../../core/escalation/learned.ts';

interface LearnFrame {
  /** The file that it is written to. */
  readonly file: string;
  readonly written: boolean;
  /** Verified tasks; of agent types that were learned from, where something was. */
  readonly tasks: number;
  readonly minSamples: number;
  /** Agent types with too few tasks. */
  readonly leftOut: readonly LeftOutTasks[];
  /** Whether the configuration has escalation on. */
  readonly enabled: boolean;
}

/** What came of `aqe route learn`. */
export type LearnReport =
  | (LearnFrame & { readonly kind: 'tooFew' })
  | (LearnFrame &
      LearnedChanges & {
        readonly kind: 'learned';
        /** Whether the configuration names the file. */
        readonly used: boolean;
        readonly from: string;
        readonly until: string;
        readonly agentTypes: readonly AgentTypeTasks[];
      });
