import { describe, expect, it } from 'vitest';
import { documentedWeights } from '../../../../../src/core/routing/complexity-analysis.ts';
import { features } from '../../../../../src/core/routing/features/features.ts';
import { readTask } from '../../../../../src/core/routing/features/read-task.ts';
import {
  contributionsOf,
  weigh,
  weightedVocabulary,
  withWeights,
} from '../../../../../src/core/routing/model/weigh.ts';
import {
  bias,
  featureWeights,
  wordWeights,
} from '../../../../../src/core/routing/model/weights.ts';

const task = {
  description: 'Rename `a` to `b` and prove that two workers never hold both locks. Nothing else.',
  payload: { code: 'if (a) { lock.acquire(); await b(); }' },
};
const reading = readTask(task, weightedVocabulary());

describe(weigh, () => {
  it('has weights for all features, and no others', () => {
    expect(Object.keys(featureWeights).toSorted()).toEqual(
      features.map(({ name }) => name).toSorted(),
    );
  });

  it('adds up features and words, exactly as they were fitted', () => {
    const words = wordWeights
      .trim()
      .split(/\s*\|\s*/)
      .map((entry) => entry.split(' ').map(Number));
    const sum = (direction: 0 | 1, start: number): number =>
      features.reduce(
        (total, { name, value }) =>
          total + value(reading) * (featureWeights[name]?.[direction] ?? 0),
        reading.asked.knownWords.reduce(
          (total, position) => total + (words[position]?.[direction + 1] ?? Number.NaN),
          start,
        ),
      );
    const { total } = weigh(reading, documentedWeights);
    expect(total.harder).toBeCloseTo(sum(0, bias.harder), 10);
    expect(total.ordinary).toBeCloseTo(sum(1, bias.ordinary), 10);
  });

  it('lets a factor count for nothing, or twice', () => {
    const { harder, total } = weigh(reading, documentedWeights);
    const none = weigh(reading, { ...documentedWeights, context: 0 }).total;
    const twice = weigh(reading, { ...documentedWeights, context: 0.6 }).total;
    expect(total.harder - none.harder).toBeCloseTo(harder.context, 10);
    expect(twice.harder - total.harder).toBeCloseTo(harder.context, 10);
  });

  it('knows nothing of features and words without weights', () => {
    const feature = { name: 'new', factor: 'token', value: () => 1, evidence: () => '' } as const;
    expect(withWeights(feature)).toMatchObject({ harder: 0, ordinary: 0, strength: 0 });
    const unknown = { ...reading, asked: { ...reading.asked, knownWords: [1e6] } };
    const none = { ...reading, asked: { ...reading.asked, knownWords: [] } };
    expect(weigh(unknown, documentedWeights)).toEqual(weigh(none, documentedWeights));
  });
});

describe(contributionsOf, () => {
  it('tells what was seen', () => {
    const told = contributionsOf(reading).map(({ source }) => [
      source.name,
      source.evidence(reading),
    ]);
    expect(told).toContainEqual(['small edit', 'Rename']);
    expect(told).toContainEqual(['prove or guarantee', 'prove']);
    expect(told).toContainEqual(['given: asynchronous code', '1 times']);
  });

  it('names words by what is known of them: a short one whole, others by their beginning', () => {
    const asking = readTask({ description: 'Is the proof right?' }, weightedVocabulary());
    const words = contributionsOf(asking).filter(({ source }) => source.name === 'word');
    const evidence = words.map(({ source }) => source.evidence(asking));
    expect(evidence).toContain('the');
    expect(evidence.every((text) => /^[a-z0-9]{3,4}$|^[a-z0-9]{5}…$/.test(text))).toBe(true);
  });
});
