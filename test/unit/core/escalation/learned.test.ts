import { describe, expect, it } from 'vitest';
import { compareLearned } from '../../../../src/core/escalation/compare-learned.ts';
import {
  defaultEscalation,
  type EscalationSettings,
} from '../../../../src/core/escalation/escalation-settings.ts';
import { historyFrom, learn, type Learned } from '../../../../src/core/escalation/learned.ts';
import type { VerifiedOutcome } from '../../../../src/core/escalation/outcome-log.ts';
import { looksLearned, parseLearned } from '../../../../src/core/escalation/parse-learned.ts';
import { AqeError } from '../../../../src/errors.ts';
import { expectJson } from '../../../helpers/schema.ts';

const options = {
  minSamples: 10,
  neededFor: (agentType: string) => (agentType === 'a' ? 12 : 10),
  now: Date.UTC(2026, 10, 30),
  isoOf: (time: number) => new Date(time).toISOString(),
};

/** So many tasks; every other answer of the cheap model is accepted. */
function outcomes(agentType: string, n: number, cheap = 1): readonly VerifiedOutcome[] {
  return Array.from({ length: n }, (_, index) => {
    const first = { model: 'cheap', accepted: index % 2, cost: cheap };
    const second = { model: 'strong', accepted: 1, cost: 10 };
    return {
      id: `${agentType} ${index}`,
      at: 1000 * (index + 1),
      agentType,
      band: index % 3,
      attempts: first.accepted === 1 ? [first] : [first, second],
    };
  });
}

function learnedFrom(all: readonly VerifiedOutcome[]): Learned {
  const lesson = learn(all, options);
  if (lesson.kind !== 'learned') throw new Error('nothing was learned');
  return lesson.learned;
}

describe(learn, () => {
  it('refuses with too few tasks, and says how many there are', () => {
    expect(learn([], options)).toEqual({ kind: 'tooFew', leftOut: [] });
    const all = [...outcomes('b', 9), ...outcomes('a', 11), ...outcomes('c', 4)];
    expect(learn(all, options)).toEqual({
      kind: 'tooFew',
      leftOut: [
        { agentType: 'a', tasks: 11, needed: 12 },
        { agentType: 'b', tasks: 9, needed: 10 },
        { agentType: 'c', tasks: 4, needed: 10 },
      ],
    });
  });

  it('leaves out agent types with too few tasks', () => {
    const lesson = learn([...outcomes('many', 30), ...outcomes('few', 3)], options);
    expect(lesson).toMatchObject({
      kind: 'learned',
      leftOut: [{ agentType: 'few', tasks: 3, needed: 10 }],
      learned: {
        version: 1,
        learnedAt: '2026-11-30T00:00:00.000Z',
        from: '1970-01-01T00:00:01.000Z',
        until: '1970-01-01T00:00:30.000Z',
        untilMs: 30_000,
        tasks: 30,
        agentTypes: [{ agentType: 'many', tasks: 30 }],
      },
    });
    expect(JSON.stringify(lesson.kind === 'learned' && lesson.learned)).not.toContain('few');
  });
});

describe(historyFrom, () => {
  const kind = { agentType: 'many', band: 1 };
  const all = [...outcomes('many', 30), ...outcomes('few', 3)];
  const learned = learnedFrom(all);

  it('knows the same from the file as from the tasks themselves', () => {
    const [read, lived] = [historyFrom(learned, []), historyFrom(undefined, outcomes('many', 30))];
    for (const place of ['first', 'later'] as const) {
      for (const model of ['cheap', 'strong']) {
        expect(read.acceptance(kind, model, place)).toEqual(lived.acceptance(kind, model, place));
      }
    }
    expect(read.costRatio('many', ['cheap', 'strong'], 0.5)).toEqual(
      lived.costRatio('many', ['cheap', 'strong'], 0.5),
    );
  });

  it('counts no task twice, and keeps account of all', () => {
    const history = historyFrom(learned, all);
    expect(history.acceptance(kind, 'cheap', 'first').seen).toBe(30);
    expect(history.acceptance({ agentType: 'few', band: 1 }, 'cheap', 'first').seen).toBe(3);
    expect(history.lossOf('many', ['cheap', 'strong'], () => 0.1)).toMatchObject({
      tasks: 30,
      started: 30,
    });
  });

  it('goes on learning from tasks that came later', () => {
    const later = outcomes('many', 40).slice(-5);
    const history = historyFrom(learned, [...all, ...later]);
    expect(history.acceptance(kind, 'cheap', 'first').seen).toBe(35);
  });
});

describe(parseLearned, () => {
  const learned = learnedFrom(outcomes('many', 30));
  const text = JSON.stringify(learned, null, 2);

  it('reads what was written, which fits its schema', () => {
    expect(looksLearned(text)).toBe(true);
    expect(parseLearned('l.json', text)).toEqual(learned);
    expect(expectJson(text, 'learned')).toEqual(learned);
  });

  it.each([
    ['no JSON', '{', 'what was learned must be JSON'],
    ['a list', '[]', 'this is no file of aqe route learn'],
    ['something else', '{"kind": "fleet"}', 'this is no file of aqe route learn'],
    ['another version', text.replace('"version": 1', '"version": 2'), 'version 2 is not known'],
    [
      'a missing time',
      text.replace('"learnedAt"', '"at"'),
      'something in it is missing or of another type',
    ],
    [
      'more accepted than tried',
      text.replace(/"accepted": \d+/, '"accepted": 1e9'),
      'something in it is missing or of another type',
    ],
    [
      'an unknown place',
      text.replace('"place": "first"', '"place": "middle"'),
      'something in it is missing or of another type',
    ],
    [
      'costs that are no numbers',
      text.replace(/"logs": /, '"logs": "1", "log": '),
      'something in it is missing or of another type',
    ],
    [
      'entries that are no objects',
      text.replace(/"acceptance": \[\s*\{/, '"acceptance": [1, {'),
      'something in it is missing or of another type',
    ],
    [
      'costs that are no objects',
      text.replace(/"costs": \[\s*\{/, '"costs": [1, {'),
      'something in it is missing or of another type',
    ],
  ])('refuses %s', (_, broken, message) => {
    const parse = (): Learned => parseLearned('l.json', broken);
    expect(parse).toThrow(AqeError);
    expect(parse).toThrow(message);
  });
});

const settingsFor = (): EscalationSettings => defaultEscalation;

describe(compareLearned, () => {
  const learned = learnedFrom([...outcomes('many', 300), ...outcomes('another', 30)]);

  it('tells what is seen otherwise, and where tasks start now', () => {
    const before = historyFrom(learnedFrom(outcomes('many', 300, 9)), []);
    const after = historyFrom(learned, []);
    const { acceptance, starts } = compareLearned(learned, { before, after, settingsFor });
    expect(acceptance).toHaveLength(6);
    expect(acceptance[3]).toMatchObject({ agentType: 'many', band: 0, model: 'cheap', tasks: 100 });
    expect(acceptance[3]?.acceptedBefore).toBeCloseTo(0.5);
    expect(starts.map((start) => [start.agentType, start.band, start.before, start.after])).toEqual(
      [
        ['another', 0, 'cheap', 'cheap'],
        ['another', 1, 'cheap', 'cheap'],
        ['another', 2, 'cheap', 'cheap'],
        ['many', 0, 'strong', 'cheap'],
        ['many', 1, 'strong', 'cheap'],
        ['many', 2, 'strong', 'cheap'],
      ],
    );
  });

  it('goes by what is configured for an agent type', () => {
    const after = historyFrom(learned, []);
    const { starts } = compareLearned(learned, {
      before: undefined,
      after,
      settingsFor: (agentType) => ({
        ...defaultEscalation,
        minSamples: agentType === 'many' ? 1000 : 10,
      }),
    });
    const reasons = (agentType: string): readonly string[] =>
      starts.filter((start) => start.agentType === agentType).map(({ reason }) => reason);
    expect(reasons('many')).toEqual(Array(3).fill(expect.stringContaining('on trial')));
    expect(reasons('another')).toEqual(Array(3).fill(expect.not.stringContaining('on trial')));
  });

  it('has no before where nothing was learned', () => {
    const after = historyFrom(learned, []);
    const { acceptance, starts } = compareLearned(learned, {
      before: undefined,
      after,
      settingsFor,
    });
    expect(acceptance.every(({ acceptedBefore }) => acceptedBefore === null)).toBe(true);
    expect(starts.every(({ before }) => before === null)).toBe(true);
  });
});
