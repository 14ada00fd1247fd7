import { analyze } from './analyze.ts';
import { candidatesFor, ranked } from './candidates.ts';
import type { Candidate, Decision } from './decision.ts';
import type { RoutableTask } from './routable-task.ts';
import type { RoutedModel, RoutingInputs } from './routed-model.ts';
import { settingsHash } from './settings-hash.ts';
import { defaultModel, type Situation, strategies } from './strategies.ts';

/** What an answer may be long, unless the caller knows better. */
const OUTPUT_TOKENS = 4096;

/**
 * Decides which model gets a task. Pure and synchronous: the same inputs give the same decision.
 * @throws AqeError USAGE for a pinned model that is not configured, CONFIG_INVALID when there is no model at all
 */
export function route(task: RoutableTask, inputs: RoutingInputs): Decision {
  const { settings, conditions = {} } = inputs;
  const analysis = inputs.analysis ?? analyze(task, settings.weights);
  const { score, tokens } = analysis;
  const expected = { input: tokens, output: conditions.maxOutputTokens ?? OUTPUT_TOKENS };
  const candidates = candidatesFor({ score, tokens: expected }, settings, conditions);
  const { strategy, choice } = decide({ task, analysis, settings, conditions, candidates });
  const { model } = choice.candidate;
  return {
    model,
    strategy,
    reason: choice.reason,
    analysis,
    candidates,
    fallbacks: modelsBut(model, ranked(candidates, score)),
    settingsHash: settingsHash(settings),
  };
}

function modelsBut(taken: RoutedModel, candidates: readonly Candidate[]): readonly RoutedModel[] {
  const models: RoutedModel[] = [];
  for (const { model } of candidates) if (model !== taken) models.push(model);
  return models;
}

function decide(situation: Situation): Pick<Decision, 'strategy'> & {
  readonly choice: ReturnType<typeof defaultModel>;
} {
  for (const { name, choose } of strategies) {
    const choice = choose(situation);
    if (choice !== undefined) return { strategy: name, choice };
  }
  return { strategy: 'default-model', choice: defaultModel(situation) };
}
