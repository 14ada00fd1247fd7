import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../validate/finding.ts';
import { findingAt, findingAtKey } from '../validate/finding-at.ts';
import { isRecord, valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

/** The `ai` section of the documents has no effect in 1.0.5. */
export function aiSection({ document, value, version }: RuleInput): Finding[] {
  if (version !== '1.0.5' || value['ai'] === undefined) return [];
  return [
    findingAtKey(document, {
      code: 'ai-section',
      path: ['ai'],
      message: '1.0.5 does not read the ai section',
      hint: 'Models are listed in routing; the key comes from ANTHROPIC_API_KEY. `aqe migrate-config` moves it.',
    }),
  ];
}

/** Two places that name the model. */
export function contradictingModel({ document, value }: RuleInput): Finding[] {
  const old = valueAt(value, ['ai', 'model']);
  const current = valueAt(value, ['routing', 'defaultModel']);
  if (typeof old !== 'string' || typeof current !== 'string' || old === current) return [];
  return [
    findingAt(document, {
      code: 'contradicting-model',
      path: ['ai', 'model'],
      message: `ai.model is "${old}", but routing.defaultModel is "${current}", which counts`,
      hint: 'Remove ai.model.',
    }),
  ];
}

/** The published package and the documents have the flag at different places. */
export function contradictingRouter({ document, value }: RuleInput): Finding[] {
  const flag = valueAt(value, ['features', 'multiModelRouter']);
  if (value['multiModelRouter'] === undefined || flag === undefined) return [];
  return [
    findingAtKey(document, {
      code: 'contradicting-router',
      path: ['multiModelRouter'],
      message: `multiModelRouter stands at the top level and under features; features.multiModelRouter counts`,
      hint: 'Remove the one at the top level.',
    }),
  ];
}

/** A key that slipped out of `fleet`. */
export function misplacedKeys({ document, value }: RuleInput): Finding[] {
  const { fleet } = value;
  if (!isRecord(fleet)) return [];
  return Object.keys(fleet)
    .filter((key) => Object.hasOwn(value, key) && !isDeepStrictEqual(value[key], fleet[key]))
    .map((key) =>
      findingAtKey(document, {
        code: 'misplaced-key',
        path: [key],
        message: `${key} stands at the top level and, with another value, under fleet; fleet.${key} counts`,
        hint: 'Remove the one at the top level.',
      }),
    );
}
