import { AqeError } from '../../../errors.ts';
import type { RoutableTask } from '../routable-task.ts';
import { routableTask } from '../routable-task.ts';
import { type Label, type LabelledTask, labelOf, labels } from './labels.ts';
import type { Outcome, OutcomeSet, TriedTask } from './outcomes.ts';
import { sumOf } from './sum-of.ts';

/** What a file to judge the router by holds. */
export type Evaluation =
  | { readonly kind: 'labels'; readonly tasks: readonly LabelledTask[] }
  | ({ readonly kind: 'outcomes' } & OutcomeSet);

/** A file, and which of its models are compared. */
export interface EvaluationSource {
  readonly name: string;
  readonly text: string;
  readonly weak?: string | undefined;
  readonly strong?: string | undefined;
  /** The models of outcomes, the cheapest first: two or more. Instead of weak and strong. */
  readonly tiers?: readonly string[] | undefined;
}

/**
 * Reads JSON Lines: tasks with `tier` (simple, medium, complex), tasks with `outcomes` by model, or RouteLLM's `prompt`, `weak`, `strong`, of
 * which rows that are `contaminated` are left out. All lines are of the first one's kind.
 * @throws AqeError DATA_INVALID with the line, USAGE when it is not clear which models to compare
 */
export function parseEvaluation(source: EvaluationSource): Evaluation {
  const lines = linesOf(source);
  const [first] = lines;
  if (first === undefined) throw invalid('there is no task in it', { source, number: 1 });
  if (Object.hasOwn(first.row, 'tier')) return { kind: 'labels', tasks: lines.map(labelled) };
  if (Object.hasOwn(first.row, 'outcomes')) return outcomeSet(lines, source);
  if (Object.hasOwn(first.row, 'prompt')) return judgedSet(lines, source);
  throw invalid('a task needs "tier", "outcomes", or "prompt", "weak" and "strong"', first);
}

interface Place {
  readonly source: EvaluationSource;
  readonly number: number;
}

interface Line extends Place {
  readonly row: Readonly<Record<string, unknown>>;
}

function linesOf(source: EvaluationSource): readonly Line[] {
  return source.text.split('\n').flatMap((text, index) => {
    const place = { source, number: index + 1 };
    return text.trim() === '' ? [] : [{ ...place, row: parseRow(text, place) }];
  });
}

function parseRow(text: string, place: Place): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid('the line is not JSON', place, error);
  }
  if (!isRecord(value)) throw invalid('the line is not a JSON object', place);
  return value;
}

function invalid(message: string, { source, number }: Place, cause?: unknown): AqeError {
  return new AqeError('DATA_INVALID', message, {
    cause,
    location: { file: source.name, line: number, column: 1 },
    hint: 'docs/routing.md describes the formats, one JSON object a line.',
  });
}

function labelled(line: Line): LabelledTask {
  const { tier } = line.row;
  const label = labels.find((name) => name === tier) ?? tierLabel(tier);
  if (label === undefined) {
    throw invalid(
      `"tier" must be one of ${labels.join(', ')}; it is ${JSON.stringify(tier)}`,
      line,
    );
  }
  return { task: taskIn(line), label };
}

function tierLabel(tier: unknown): Label | undefined {
  return tier === 'haiku' || tier === 'sonnet' || tier === 'opus' ? labelOf[tier] : undefined;
}

function taskIn(line: Line): RoutableTask {
  const task = routableTask(line.row);
  if (task === undefined || task.description === '') {
    throw invalid('a task needs a "description"', line);
  }
  return task;
}

function outcomeSet(lines: readonly Line[], source: EvaluationSource): Evaluation {
  const [weak, strong] = endsOf(source) ?? modelsOf(lines, source);
  const tiers = source.tiers ?? [weak, strong];
  const tasks = lines.map((line) => ({
    task: taskIn(line),
    weak: outcomeOf(line, weak),
    strong: outcomeOf(line, strong),
    tiers: tiers.map((model) => outcomeOf(line, model)),
  }));
  return { kind: 'outcomes', weak, strong, tiers, tasks };
}

function endsOf({
  tiers = [],
}: EvaluationSource): readonly [weak: string, strong: string] | undefined {
  const [cheapest, dearest] = [tiers[0], tiers.at(-1)];
  return cheapest === undefined || dearest === undefined ? undefined : [cheapest, dearest];
}

/** The two that were named; of two models in the data, the one that costs less is the weak one. */
function modelsOf(
  lines: readonly Line[],
  { weak, strong }: EvaluationSource,
): readonly [weak: string, strong: string] {
  if (weak !== undefined && strong !== undefined) return [weak, strong];
  const names = [...new Set(lines.flatMap(({ row }) => Object.keys(outcomesIn(row))))];
  const cost = (name: string): number => sumOf(lines, (line) => outcomeOf(line, name).cost);
  const [one, other, third] = names;
  const oneNamed = weak !== undefined || strong !== undefined;
  if (oneNamed || one === undefined || other === undefined || third !== undefined) {
    throw unclear(names);
  }
  return cost(one) <= cost(other) ? [one, other] : [other, one];
}

function unclear(names: readonly string[]): AqeError {
  return new AqeError('USAGE', 'which two models are compared is not clear', {
    hint: `Name both with --weak and --strong. The data has: ${names.join(', ')}`,
  });
}

function outcomesIn(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return isRecord(row['outcomes']) ? row['outcomes'] : {};
}

const NANO = 1e9;

function outcomeOf(line: Line, model: string): Outcome & { readonly cost: number } {
  const outcome = outcomesIn(line.row)[model];
  if (!isRecord(outcome)) throw invalid(`"outcomes" has nothing of ${model}`, line);
  const { solved, costUsd } = outcome;
  if (typeof solved !== 'number' || !(solved >= 0 && solved <= 1)) {
    throw invalid(`"solved" of ${model} must be a number from 0 to 1`, line);
  }
  if (typeof costUsd !== 'number' || !(costUsd >= 0) || !Number.isFinite(costUsd)) {
    throw invalid(`"costUsd" of ${model} must be an amount of dollars`, line);
  }
  return { quality: solved, cost: Math.round(costUsd * NANO) };
}

function judgedSet(lines: readonly Line[], source: EvaluationSource): Evaluation {
  const { weak = 'weak', strong = 'strong' } = source;
  const kept = lines.filter(({ row }) => row['contaminated'] !== 1);
  if (kept.length === 0) throw invalid('all of its tasks are contaminated', { source, number: 1 });
  return {
    kind: 'outcomes',
    weak,
    strong,
    tasks: kept.map(judged),
  };
}

function judged(line: Line): TriedTask {
  const { prompt } = line.row;
  if (typeof prompt !== 'string') throw invalid('"prompt" must be a text', line);
  const qualityOf = (key: 'weak' | 'strong'): Outcome => {
    const scores: readonly unknown[] = [line.row[key]].flat();
    const numbers = scores.filter((score) => typeof score === 'number');
    if (numbers.length === 0 || numbers.length < scores.length) {
      throw invalid(`"${key}" must be a number or a list of numbers`, line);
    }
    return { quality: sumOf(numbers, (score) => score) / numbers.length, cost: undefined };
  };
  return { task: { description: prompt }, weak: qualityOf('weak'), strong: qualityOf('strong') };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
