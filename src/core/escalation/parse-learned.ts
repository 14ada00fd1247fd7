import { AqeError } from '../../errors.ts';
import type { AcceptanceFact, CostFact } from './escalation-history.ts';
import { type AgentTypeTasks, type Learned, LEARNED_VERSION } from './learned.ts';

/** Whether a text is a file that `aqe route learn` wrote, of whatever version. */
export function looksLearned(text: string): boolean {
  return text.slice(0, 200).includes('"aqe-learned"');
}

/**
 * Reads what `aqe route learn` wrote.
 * @param name of the file, for people
 * @throws AqeError DATA_INVALID
 */
export function parseLearned(name: string, text: string): Learned {
  const invalid = (what: string, cause?: unknown): AqeError =>
    new AqeError('DATA_INVALID', `${name}: ${what}`, {
      cause,
      hint: 'Write it anew with: aqe route learn',
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid('what was learned must be JSON', error);
  }
  if (!isRecord(value) || value['kind'] !== 'aqe-learned') {
    throw invalid('this is no file of aqe route learn');
  }
  if (value['version'] !== LEARNED_VERSION) {
    throw invalid(`version ${JSON.stringify(value['version'])} is not known; this is version 1`);
  }
  if (!isLearned(value)) throw invalid('something in it is missing or of another type');
  return value;
}

function isLearned(
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & Learned {
  const { learnedAt, from, until, untilMs, tasks, minSamples, agentTypes, acceptance, costs } =
    value;
  return (
    [learnedAt, from, until].every(isText) &&
    [untilMs, tasks, minSamples].every(isAmount) &&
    isListOf(agentTypes, isAgentTypeTasks) &&
    isListOf(acceptance, isAcceptance) &&
    isListOf(costs, isCost)
  );
}

function isAgentTypeTasks(value: unknown): value is AgentTypeTasks {
  return isRecord(value) && isText(value['agentType']) && isAmount(value['tasks']);
}

function isAcceptance(value: unknown): value is AcceptanceFact {
  if (!isRecord(value)) return false;
  const { agentType, band, model, place, tasks, accepted } = value;
  return (
    [agentType, model].every(isText) &&
    (place === 'first' || place === 'later') &&
    isAmount(band) &&
    isAmount(tasks) &&
    isAmount(accepted) &&
    accepted <= tasks
  );
}

function isCost(value: unknown): value is CostFact {
  if (!isRecord(value)) return false;
  const { agentType, models, n, low, high, logs, squares } = value;
  return (
    isText(agentType) &&
    isListOf(models, isText) &&
    models.length === 2 &&
    [n, low, high, squares].every(isAmount) &&
    isNumber(logs)
  );
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAmount(value: unknown): value is number {
  return isNumber(value) && value >= 0;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
