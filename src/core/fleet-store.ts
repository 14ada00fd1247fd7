import type { BudgetStore, LedgerReader } from './cost/budget-store.ts';
import type { OutcomeLog } from './escalation/outcome-log.ts';
import type { FeedbackLog } from './feedback/feedback-log.ts';
import type { ControlStore } from './flags/control-store.ts';
import type { StoredMemory } from './memory/memory-entries.ts';
import type { TaskQueue } from './tasks/task-queue.ts';

/** Everything that 1.0.5 keeps in the fleet's database; closing it closes all parts. */
export type FleetStore = BudgetStore &
  LedgerReader &
  ControlStore & {
    readonly tasks: TaskQueue;
    readonly outcomes: OutcomeLog;
    readonly feedback: FeedbackLog;
    readonly memory: StoredMemory;
  };
