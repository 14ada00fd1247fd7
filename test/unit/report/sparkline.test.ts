import { describe, expect, it } from 'vitest';
import { sparkline } from '../../../src/report/sparkline.ts';

describe(sparkline, () => {
  it('draws values by their height, with a gap where there is none', () => {
    const values = [0, 1, 2, 4, 6, 8, undefined, 9];
    expect(sparkline(values, { low: 0, high: 8 }, 'blocks')).toBe('▁▂▃▅▇█ █');
    expect(sparkline(values, { low: 0, high: 8 }, 'ascii')).toBe('_.-+#@ @');
  });

  it('draws a line where nothing varies', () => {
    expect(sparkline([3, 3], { low: 3, high: 3 }, 'blocks')).toBe('▁▁');
    expect(sparkline([-9, 99], { low: 0, high: 8 }, 'blocks')).toBe('▁█');
  });
});
