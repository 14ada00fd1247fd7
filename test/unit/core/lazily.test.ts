import { expect, it } from 'vitest';
import { lazily } from '../../../src/core/lazily.ts';

it('makes something at its first use, and once', () => {
  let made = 0;
  const get = lazily(() => ({ number: (made += 1) }));
  expect(made).toBe(0);
  expect(get()).toBe(get());
  expect(made).toBe(1);
});
