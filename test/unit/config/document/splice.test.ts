import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../src/config/document/splice.ts';

describe(applyEdits, () => {
  it('applies edits in any order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 1, text: '' },
    ];
    expect(applyEdits('abcde', edits)).toBe('bcdE');
  });

  it('keeps the order of insertions at one place', () => {
    const edits = ['1', '2'].map((text) => ({ start: 1, end: 1, text }));
    expect(applyEdits('ab', edits)).toBe('a12b');
  });

  it('refuses edits that overlap', () => {
    const edits = [
      { start: 0, end: 3, text: '' },
      { start: 2, end: 4, text: '' },
    ];
    expect(() => applyEdits('abcde', edits)).toThrow('overlapping');
  });
});
