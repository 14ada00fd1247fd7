import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { defaultAt } from '../schema/schema-keys.ts';
import { isRecord, valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

const path = ['routing', 'complexity'];
const names = ['tokenWeighting', 'structureWeighting', 'contextWeighting'];
const TOLERANCE = 1e-9;

/** The weights are shares; one that is not written has its default. */
export function complexityWeights({ document, value, version }: RuleInput): Finding[] {
  const section = valueAt(value, path);
  if (!isRecord(section)) return [];
  const weights = names.map((name) => section[name] ?? defaultAt(version, [...path, name]));
  if (!weights.every((weight) => typeof weight === 'number')) return [];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return [];
  const terms = names.map((name, index) => `${name} ${String(weights[index])}`).join(' + ');
  return [
    findingAt(document, {
      code: 'weights-sum',
      path,
      message: `the weights of routing.complexity add up to ${Number(sum.toFixed(9))}, not 1: ${terms}`,
      hint: 'Weights that are not written have their defaults: 0.4, 0.3 and 0.3.',
    }),
  ];
}
