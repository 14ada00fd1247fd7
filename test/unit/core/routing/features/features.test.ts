import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../../../src/core/routing/features/feature.ts';
import { features } from '../../../../../src/core/routing/features/features.ts';
import { readTask } from '../../../../../src/core/routing/features/read-task.ts';
import { weightedVocabulary } from '../../../../../src/core/routing/model/weigh.ts';

const read = (description: string, payload?: unknown): Reading =>
  readTask({ description, payload }, weightedVocabulary());

const feature = (name: string): (typeof features)[number] => {
  const found = features.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no feature ${name}`);
  return found;
};

const code = 'if (a) { b(); } else { c(); }';

describe('features', () => {
  it('have names that differ', () => {
    expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
  });

  it('are finite, also for nothing at all', () => {
    for (const reading of [read(''), read('x', ''), read('?', { code, log: '\n\n1\n' })]) {
      for (const { name, value, evidence } of features) {
        expect(value(reading), name).toSatisfy(Number.isFinite);
        expect(evidence(reading), name).toBeTypeOf('string');
      }
    }
  });

  it.each([
    ['words', 'Rename it to that', undefined, Math.log1p(4) / 2, '4'],
    ['sentences that only tell', 'It is bad. Rename it.', undefined, Math.log1p(1), '1'],
    ['commas in a sentence', 'a, b, c. d.', undefined, Math.log1p(1), '1'],
    ['questions', 'What? Why?', undefined, 1, '2'],
    ['given: something', 'x', code, 1, '1 lines'],
    ['given: something', 'x', undefined, 0, '0 lines'],
    ['given: lines of one shape', 'x', 'a 1\nb 2\nc 3\nd 4', 0.75, '75 %'],
    ['given: lines of one shape', 'x', 'a 1\nb 2', 0, '0 %'],
    ['given: digits', 'x', '12ab', 2, '50 %'],
    ['given: branches and loops', 'x', code, Math.log2(3) / 2, '2 times'],
    ['no plain request', 'Is it safe?', undefined, 1, 'no sentence begins with a kind of work'],
    ['no plain request', 'Rename it', undefined, 0, 'no sentence begins with a kind of work'],
    ['few words about code', 'Is it safe?', code, 1, '3 words'],
    ['few words about code', 'Is it safe?', 'plain words of a long text', 0, '3 words'],
    ['few words about code, and no plain request', 'Rename it', code, 0, '2 words'],
    ['few words about code, and no plain request', 'Is it safe?', code, 1, '3 words'],
    ['a short question about what is given', 'Is it safe?', code, 1, '3 words'],
    ['a short question about what is given', 'It is safe.', code, 0, '3 words'],
    [
      'tests of many cases',
      'Write tests for it: a, b, c',
      undefined,
      Math.log1p(2) / 2,
      '2 commas',
    ],
    ['tests of many cases', 'Rename it, a, b', undefined, 0, '2 commas'],
    [
      'tests of something with a name',
      'Tests for `x` in y.ts',
      undefined,
      Math.log1p(2) / 2,
      '1 names',
    ],
    ['tests of something with a name', 'Rename `x` in y.ts', undefined, 0, '1 names'],
    ['small edit', 'Renaming and renamed', undefined, Math.log2(3), 'Renaming'],
    ['small edit, first', 'Rename it. Please rename that.', undefined, 1, 'Rename'],
    ['small edit, in passing', 'It was a typo. What now?', undefined, 1, 'typo'],
    ['narrow scope', 'That and nothing\nelse', undefined, 1, 'nothing else'],
    ['concurrency, in passing', 'What now?', undefined, 0, ''],
  ])('%s of %j', (name, description, payload, value, evidence) => {
    const { value: valueOf, evidence: evidenceOf } = feature(name);
    const reading = read(description, payload);
    expect(valueOf(reading)).toBeCloseTo(value, 12);
    expect(evidenceOf(reading)).toBe(evidence);
  });
});
