import { chooseNext } from '../../escalation/choose-next.ts';
import { chooseStart } from '../../escalation/choose-start.ts';
import {
  type AttemptRecord,
  EscalationHistory,
  type HistoryFacts,
  type TaskKind,
} from '../../escalation/escalation-history.ts';
import type { EscalationSettings, VerifierErrors } from '../../escalation/escalation-settings.ts';
import { itemAt } from '../../escalation/item-at.ts';
import type { Situation } from '../../escalation/prospects.ts';
import { seededRandom } from '../../random.ts';
import { bandOf } from '../complexity-analysis.ts';
import type { Outcome } from './outcomes.ts';

/** A task with its outcomes by tier, and how hard it looks. */
export interface ReplayedTask {
  readonly agentType: string | undefined;
  readonly score: number;
  /** The cheapest model's first. */
  readonly outcomes: readonly Outcome[];
}

/** What is replayed. */
export interface Replay {
  /** The models' names, the cheapest first. */
  readonly tiers: readonly string[];
  readonly tasks: readonly ReplayedTask[];
  /** What was learned from before: other tasks. */
  readonly history: readonly ReplayedTask[];
  /** What a fleet has learned before. */
  readonly learned?: HistoryFacts | undefined;
  readonly settings: EscalationSettings;
  readonly seed: number;
}

/** What became of a task. */
export interface ReplayResult {
  /** Position of the tier that was asked first. */
  readonly started: number;
  /** Of the tier whose answer was taken. */
  readonly answered: number;
  readonly quality: number;
  /** Nano-dollars, all attempts. */
  readonly cost: number;
  readonly attempts: number;
}

/**
 * Sends the tasks through the live policy, one after the other. It decides on a task by what it learned from those before it, and sees of it only
 * what the verifier says of the attempts that it makes. A verifier says the same of the same answer, however often it is asked.
 * @param round each draws other errors of the verifier
 */
export function replayEscalation(replay: Replay, round: number): readonly ReplayResult[] {
  const { tiers, settings, seed } = replay;
  const history = historyOf(replay);
  const random = seededRandom('escalation', seed, round);
  return replay.tasks.map((task) => {
    const situation = {
      kind: kindOf(task),
      tiers: tiers.map((model) => ({ model })),
      draw: random(),
    };
    const verdicts = task.outcomes.map(
      ({ quality }) => random() < acceptance(quality, settings.verifier),
    );
    return carryOut({ situation, task, verdicts, history, settings });
  });
}

/** Both outcomes of a task of the past are known; what the verifier would have said of them is a chance. */
function historyOf({ tiers, history: tasks, learned, settings }: Replay): EscalationHistory {
  const history = new EscalationHistory();
  if (learned !== undefined) history.recall(learned);
  for (const task of tasks) {
    const attempts = task.outcomes.map(({ quality, cost }, index) => ({
      model: itemAt(tiers, index),
      accepted: acceptance(quality, settings.verifier),
      cost: costOf(cost, index),
    }));
    history.learn(kindOf(task), attempts);
  }
  return history;
}

function acceptance(quality: number, { falseAccept, falseReject }: VerifierErrors): number {
  return quality * (1 - falseReject) + (1 - quality) * falseAccept;
}

function kindOf({ agentType = 'general', score }: ReplayedTask): TaskKind {
  return { agentType, band: bandOf(score) };
}

/** Where the data has no costs, a call to any but the cheapest model is what it costs. */
export function costOf(cost: number | undefined, index: number): number {
  return cost ?? (index === 0 ? 0 : 1);
}

interface Run {
  readonly situation: Situation;
  readonly task: ReplayedTask;
  readonly verdicts: readonly boolean[];
  readonly history: EscalationHistory;
  readonly settings: EscalationSettings;
}

function carryOut({ situation, task, verdicts, history, settings }: Run): ReplayResult {
  const attempts: AttemptRecord[] = [];
  const { start } = chooseStart(situation, history, settings);
  let tried = start;
  for (;;) {
    const accepted = verdicts[tried] === true;
    const model = itemAt(situation.tiers, tried).model;
    const cost = costOf(itemAt(task.outcomes, tried).cost, tried);
    attempts.push({ model, accepted: accepted ? 1 : 0, cost });
    if (accepted) break;
    const choice = chooseNext(situation, { tried, attempts: attempts.length, history, settings });
    if (choice.kind === 'stop') break;
    tried = choice.next;
  }
  history.observe(situation.kind, attempts);
  return {
    started: start,
    answered: tried,
    quality: itemAt(task.outcomes, tried).quality,
    cost: attempts.reduce((sum, { cost }) => sum + cost, 0),
    attempts: attempts.length,
  };
}
