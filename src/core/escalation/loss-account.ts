import { entryOf } from './entry-of.ts';
import type { AttemptRecord } from './escalation-history.ts';

/** What starting at a model has cost, beside the strongest model at once. Nano-dollars. */
export interface Loss {
  /** What was paid beyond what the strongest model would have cost on the same tasks; less than nothing where it saved. */
  readonly excess: number;
  /** What the strongest model would have cost on all tasks of the agent type. */
  readonly baseline: number;
  /** How many they were. */
  readonly tasks: number;
  /** How many of them started at the model. */
  readonly started: number;
}

/** Sums over the tasks of an agent type that started at a model. */
interface Started {
  tasks: number;
  spent: number;
  /** Of the first attempts. */
  first: number;
  /** By a model that was reached too: its cost, and the first attempt's on the same tasks. */
  readonly reached: Map<string, { cost: number; first: number }>;
}

/** Keeps account of what was really paid. */
export class LossAccount {
  readonly #started = new Map<string, Map<string, Started>>();

  /** Books the attempts at one task, in order. */
  book(agentType: string, attempts: readonly AttemptRecord[]): void {
    const [first, ...later] = attempts;
    if (first === undefined) return;
    const models = entryOf(this.#started, agentType, () => new Map<string, Started>());
    const started = entryOf(models, first.model, nothing);
    started.tasks += 1;
    started.first += first.cost;
    started.spent += first.cost;
    for (const { model, cost } of later) {
      const reached = entryOf(started.reached, model, () => ({ cost: 0, first: 0 }));
      reached.cost += cost;
      reached.first += first.cost;
      started.spent += cost;
    }
  }

  /**
   * What starting at a model has cost more than the strongest one alone would have. Where the strongest was not asked, its cost is the first attempt's
   * through the ratio of both.
   * @param ratioOf what a model costs as a share of the strongest; above 0
   */
  lossOf(
    agentType: string,
    [start, strongest]: readonly [start: string, strongest: string],
    ratioOf: (model: string) => number,
  ): Loss {
    const loss = { excess: 0, baseline: 0, tasks: 0, started: 0 };
    for (const [model, started] of this.#started.get(agentType) ?? []) {
      const { spent, first, reached } = started;
      const both = model === strongest ? { cost: first, first } : reached.get(strongest);
      const alone = (both?.cost ?? 0) + (first - (both?.first ?? 0)) / ratioOf(model);
      loss.tasks += started.tasks;
      loss.baseline += alone;
      if (model !== start) continue;
      loss.excess += spent - alone;
      loss.started += started.tasks;
    }
    return loss;
  }
}

function nothing(): Started {
  return { tasks: 0, spent: 0, first: 0, reached: new Map() };
}
