import { AqeError } from '../../errors.ts';
import { cheapest, ranked } from './candidates.ts';
import type { ComplexityAnalysis } from './complexity-analysis.ts';
import type { Candidate, Obstacle, StrategyName } from './decision.ts';
import type { RoutableTask } from './routable-task.ts';
import type { RouterSettings, RoutingConditions } from './routed-model.ts';

/** All that a strategy may look at. */
export interface Situation {
  readonly task: RoutableTask;
  readonly analysis: ComplexityAnalysis;
  readonly settings: RouterSettings;
  readonly conditions: RoutingConditions;
  readonly candidates: readonly Candidate[];
}

/** A choice with its reason. */
export interface Choice {
  readonly candidate: Candidate;
  readonly reason: string;
}

/** One way to choose. It declines with undefined. */
export interface Strategy {
  readonly name: StrategyName;
  readonly choose: (situation: Situation) => Choice | undefined;
}

/** Asked in this order; the first that chooses decides. `default-model`, asked last, never declines. */
export const strategies: readonly Strategy[] = [
  { name: 'pinned-model', choose: pinned },
  { name: 'agent-override', choose: agentOverride },
  { name: 'budget', choose: budget },
  { name: 'context-window', choose: insteadOf('context-window', 'is too small for the task') },
  { name: 'streaming', choose: insteadOf('streaming', 'cannot stream') },
  { name: 'circuit', choose: insteadOf('circuit-open', 'failed too often just now') },
  { name: 'complexity-range', choose: complexityRange },
];

function pinned({ conditions, candidates }: Situation): Choice | undefined {
  const wanted = conditions.pinned;
  if (wanted === undefined) return undefined;
  const candidate = named(candidates, wanted);
  if (candidate === undefined) {
    throw new AqeError('USAGE', `no model is called ${wanted}`, {
      hint: `Configured are: ${candidates.map(({ model }) => model.name).join(', ')}`,
    });
  }
  return { candidate, reason: `${candidate.model.name} was asked for` };
}

function agentOverride({ task, settings, candidates }: Situation): Choice | undefined {
  const { agentModels = {} } = settings;
  const { agentType = '' } = task;
  const name = Object.hasOwn(agentModels, agentType) ? agentModels[agentType] : undefined;
  if (name === undefined) return undefined;
  const candidate = named(candidates, name);
  if (candidate === undefined || candidate.obstacles.length > 0) return undefined;
  return { candidate, reason: `agents of the type ${agentType} use ${candidate.model.name}` };
}

const insteadOfDear = insteadOf('over-budget', 'costs more than the budget leaves');
const insteadOfUnpriced = insteadOf('price-unknown', 'has no known price, and there is a budget');

/** From `degradeAtPercent` on the cheapest model that can take the task; before that only when the right one costs too much. */
function budget(situation: Situation): Choice | undefined {
  const { conditions, candidates } = situation;
  if (conditions.budget?.degrade !== true) {
    return insteadOfDear(situation) ?? insteadOfUnpriced(situation);
  }
  const candidate = cheapest(candidates, ({ obstacles }) => obstacles.length === 0);
  if (candidate === undefined) return undefined;
  const { name } = candidate.model;
  return {
    candidate,
    reason: `the budget is nearly spent: ${name} is the cheapest that can take it`,
  };
}

/** Chooses when the model that the score asks for cannot take the task for the given reason: the best of those that can. */
function insteadOf(obstacle: Obstacle, why: string): Strategy['choose'] {
  return ({ candidates, analysis }) => {
    const right = rightByScore(candidates);
    if (right?.obstacles[0] !== obstacle) return undefined;
    const [candidate] = ranked(candidates, analysis.score);
    if (candidate === undefined) return undefined;
    return {
      candidate,
      reason: `${right.model.name} ${why}; ${candidate.model.name} takes it instead`,
    };
  };
}

/** The model that would be taken if nothing stood against it. */
function rightByScore(candidates: readonly Candidate[]): Candidate | undefined {
  return cheapest(candidates, ({ inRange, model }) => inRange && model.enabled);
}

function complexityRange({ candidates, analysis }: Situation): Choice | undefined {
  const candidate = cheapest(candidates, ({ accepted }) => accepted);
  if (candidate === undefined) return undefined;
  const fitting = candidates.filter(({ accepted }) => accepted);
  const { name, range } = candidate.model;
  const where = `score ${analysis.score.toFixed(2)} is in ${range.min} to ${range.max}`;
  const among = fitting.length > 1 ? `, the cheapest of ${fitting.length} for it` : '';
  return { candidate, reason: `${where}: ${name}${among}` };
}

/** The last resort. It answers with a model that may be refused later rather than with none. */
export function defaultModel({ candidates, analysis, settings }: Situation): Choice {
  const wanted = named(candidates, settings.defaultModel);
  const why = whyNoneFits(candidates, analysis.score.toFixed(2));
  const best = ranked(candidates, analysis.score)[0];
  if (wanted !== undefined && (wanted.obstacles.length === 0 || best === undefined)) {
    return { candidate: wanted, reason: `${why}: the default model ${wanted.model.name}` };
  }
  const candidate = best ?? candidates[0];
  if (candidate === undefined) {
    throw new AqeError('CONFIG_INVALID', 'routing.models is empty: there is no model to choose', {
      hint: 'List models under routing.models, or leave the list out to use the current ones.',
    });
  }
  const { name } = candidate.model;
  return { candidate, reason: `${why}, and the default model cannot take it either: ${name}` };
}

/** There is no range for the score, or the model that has it is ruled out, and then so are all others. */
function whyNoneFits(candidates: readonly Candidate[], score: string): string {
  const right = rightByScore(candidates);
  if (right === undefined) return `no model that can take it has a range for score ${score}`;
  return `${right.model.name} is for score ${score}, but ${withVerb(right)}, and no other model can take it`;
}

function withVerb({ obstacles: [first], reason }: Candidate): string {
  return first === 'context-window' ? `is ${reason}` : reason;
}

function named(candidates: readonly Candidate[], name: string): Candidate | undefined {
  return (
    candidates.find(({ model }) => model.name === name) ??
    candidates.find(({ model }) => model.model === name)
  );
}
