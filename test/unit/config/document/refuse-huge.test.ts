import { describe, expect, it } from 'vitest';
import { refuseHuge } from '../../../../src/config/document/refuse-huge.ts';

describe(refuseHuge, () => {
  it.each([
    ['flow items', `x: [${'1,'.repeat(2_500_000)}]`],
    ['list items', `x:\n${'-\n'.repeat(2_500_000)}`],
    ['JSON properties', `{${'"":1,'.repeat(2_500_000)}}`],
  ])('refuses millions of %s', (_, text) => {
    expect(() => refuseHuge(text, 'fleet.yaml')).toThrow('more than 2,400,000 values');
  });

  it.each([
    ['one long line', `x: ${'a'.repeat(10_000_000)}`],
    ['comments', '# ------- and - so on\n'.repeat(400_000)],
  ])('lets 10 MB of %s pass', (_, text) => {
    expect(() => refuseHuge(text, 'fleet.yaml')).not.toThrow();
  });
});
