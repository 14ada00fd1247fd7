import type { JsonSchema } from './schema.ts';

const kinds: readonly {
  readonly keyword: string;
  readonly word: string;
  readonly holds: (value: number, limit: number) => boolean;
}[] = [
  { keyword: 'minimum', word: 'at least', holds: (value, limit) => value >= limit },
  { keyword: 'exclusiveMinimum', word: 'above', holds: (value, limit) => value > limit },
  { keyword: 'maximum', word: 'at most', holds: (value, limit) => value <= limit },
];

/** Whether a number is within the limits of a schema. */
export function withinLimits(schema: JsonSchema, value: number): boolean {
  return kinds.every(({ keyword, holds }) => {
    const limit = schema[keyword];
    return typeof limit !== 'number' || holds(value, limit);
  });
}

/** `above 0 and at most 1`; empty without limits. */
export function limitsText(schema: JsonSchema): string {
  return kinds
    .flatMap(({ keyword, word }) => {
      const limit = schema[keyword];
      return typeof limit === 'number' ? [`${word} ${limit}`] : [];
    })
    .join(' and ');
}
