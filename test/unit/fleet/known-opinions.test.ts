import { expect, it } from 'vitest';
import { knownOpinions } from '../../../src/fleet/desk/known-opinions.ts';

it('knows the newest opinions', () => {
  const known = knownOpinions(2);
  known.set('a', 'haiku');
  known.set('b', 'sonnet');
  known.set('c', 'opus');
  expect(['a', 'b', 'c'].map((key) => known.get(key))).toEqual([undefined, 'sonnet', 'opus']);
});
