import { seededRandom } from '../../src/core/random.ts';

/** The same values in another order. */
export function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  const random = seededRandom('shuffled', seed);
  return values
    .map((value) => ({ value, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
