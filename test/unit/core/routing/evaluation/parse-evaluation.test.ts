import { describe, expect, it } from 'vitest';
import {
  type EvaluationSource,
  parseEvaluation,
} from '../../../../../src/core/routing/evaluation/parse-evaluation.ts';

const parse = (rows: readonly unknown[], more: Partial<EvaluationSource> = {}): unknown =>
  parseEvaluation({
    name: 'set.jsonl',
    text: rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'),
    ...more,
  });

const outcomes = { small: { solved: 1, costUsd: 0.001 }, large: { solved: 0, costUsd: 0.01 } };

describe(parseEvaluation, () => {
  it('reads labels, also by the names of the tiers, and the data with a task', () => {
    expect(
      parse([
        { description: 'a', tier: 'simple', type: 't', why: 'w' },
        '',
        { description: 'b', tier: 'opus', data: { code: 'c' } },
        { description: 'c', tier: 'sonnet' },
        { description: 'd', tier: 'haiku' },
      ]),
    ).toMatchObject({
      kind: 'labels',
      tasks: [
        { task: { description: 'a' }, label: 'simple' },
        { task: { description: 'b', payload: { code: 'c' } }, label: 'complex' },
        { label: 'medium' },
        { label: 'simple' },
      ],
    });
  });

  it('reads outcomes; the cheaper of two models is the weak one', () => {
    expect(parse([{ id: '1', description: 'a', outcomes }])).toEqual({
      kind: 'outcomes',
      weak: 'small',
      strong: 'large',
      tiers: ['small', 'large'],
      tasks: [
        {
          task: expect.objectContaining({ description: 'a' }),
          weak: { quality: 1, cost: 1_000_000 },
          strong: { quality: 0, cost: 10_000_000 },
          tiers: [
            { quality: 1, cost: 1_000_000 },
            { quality: 0, cost: 10_000_000 },
          ],
        },
      ],
    });
    const both = ['large', 'small'];
    const named = parseEvaluation({
      name: 'x',
      text: JSON.stringify({ description: 'a', outcomes }),
      tiers: both,
    });
    expect(named).toMatchObject({ weak: 'large', strong: 'small', tiers: both });
    const swapped = { large: outcomes.large, small: outcomes.small };
    expect(parse([{ description: 'a', outcomes: swapped }])).toMatchObject({ weak: 'small' });
  });

  it('compares the models that are named', () => {
    const three = { ...outcomes, middle: { solved: 1, costUsd: 0.005 } };
    const row = { description: 'a', outcomes: three };
    expect(parse([row], { weak: 'small', strong: 'middle' })).toMatchObject({
      weak: 'small',
      strong: 'middle',
      tasks: [{ strong: { cost: 5_000_000 } }],
    });
  });

  it('reads RouteLLM’s data without what is contaminated, one score or several', () => {
    expect(
      parse([
        { prompt: 'a', weak: 0, strong: 1 },
        { prompt: 'b', weak: 1, strong: 1, contaminated: 1 },
        { prompt: 'c', weak: [4, 6], strong: [9, 10] },
      ]),
    ).toEqual({
      kind: 'outcomes',
      weak: 'weak',
      strong: 'strong',
      tasks: [
        {
          task: { description: 'a' },
          weak: { quality: 0, cost: undefined },
          strong: { quality: 1, cost: undefined },
        },
        {
          task: { description: 'c' },
          weak: { quality: 5, cost: undefined },
          strong: { quality: 9.5, cost: undefined },
        },
      ],
    });
  });

  it.each<[string, readonly unknown[], number]>([
    ['there is no task in it', ['', '  '], 1],
    [
      'a task needs "tier", "outcomes", or "prompt", "weak" and "strong"',
      [{ description: 'a' }],
      1,
    ],
    ['the line is not JSON', [{ description: 'a', tier: 'simple' }, '{'], 2],
    ['the line is not a JSON object', ['[]'], 1],
    [
      '"tier" must be one of simple, medium, complex; it is "easy"',
      [{ description: 'a', tier: 'easy' }],
      1,
    ],
    ['a task needs a "description"', [{ tier: 'simple' }], 1],
    ['a task needs a "description"', [{ tier: 'simple', data: 'x' }], 1],
    [
      '"outcomes" has nothing of small',
      [
        { description: 'a', outcomes },
        { description: 'b', outcomes: 1 },
      ],
      2,
    ],
    [
      '"solved" of small must be a number from 0 to 1',
      [{ description: 'a', outcomes: { ...outcomes, small: { solved: 2, costUsd: 1 } } }],
      1,
    ],
    [
      '"costUsd" of small must be an amount of dollars',
      [{ description: 'a', outcomes: { ...outcomes, small: { solved: 1, costUsd: -1 } } }],
      1,
    ],
    ['"prompt" must be a text', [{ prompt: 1, weak: 0, strong: 1 }], 1],
    ['"weak" must be a number or a list of numbers', [{ prompt: 'a', weak: 'x', strong: 1 }], 1],
    ['"strong" must be a number or a list of numbers', [{ prompt: 'a', weak: 1, strong: [] }], 1],
    [
      'all of its tasks are contaminated',
      [{ prompt: 'a', weak: 1, strong: 1, contaminated: 1 }],
      1,
    ],
  ])('refuses: %s', (message, rows, line) => {
    expect(() => parse(rows)).toThrow(
      expect.objectContaining({
        code: 'DATA_INVALID',
        message,
        location: { file: 'set.jsonl', line, column: 1 },
      }),
    );
  });

  it.each<[string, unknown, Partial<EvaluationSource>]>([
    ['one is named', outcomes, { weak: 'small' }],
    ['the other is named', outcomes, { strong: 'small' }],
    ['there is one', { small: outcomes.small }, {}],
    ['there is none', {}, {}],
    ['there are three', { ...outcomes, more: outcomes.small }, {}],
  ])('asks which models to compare when %s', (_, models, more) => {
    expect(() => parse([{ description: 'a', outcomes: models }], more)).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });
});
