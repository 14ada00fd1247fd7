import { describe, expect, it } from 'vitest';
import { chooseNext } from '../../src/core/escalation/choose-next.ts';
import { chooseStart } from '../../src/core/escalation/choose-start.ts';
import { EscalationHistory } from '../../src/core/escalation/escalation-history.ts';
import { defaultEscalation } from '../../src/core/escalation/escalation-settings.ts';
import { seededRandom } from '../../src/core/random.ts';
import { replayEscalation } from '../../src/core/routing/evaluation/replay-escalation.ts';
import { sumOf } from '../../src/core/routing/evaluation/sum-of.ts';
import { heavyTailedOutcomes, syntheticOutcomes } from '../helpers/synthetic-outcomes.ts';

const models = ['cheap', 'middle', 'strong', 'strongest'];

/** Some tasks that were tried, by nobody's plan: any model first, any order of verdicts and costs. */
function anyHistory(random: () => number): EscalationHistory {
  const history = new EscalationHistory();
  for (let task = Math.floor(random() * 60); task > 0; task -= 1) {
    const attempts = models
      .filter(() => random() < 0.6)
      .map((model) => ({
        model,
        accepted: random() < 0.4 ? 1 : 0,
        cost: Math.round(random() * 1e9),
      }));
    const kind = { agentType: `agent-${Math.floor(random() * 3)}`, band: Math.floor(random() * 3) };
    history.observe(kind, attempts);
  }
  return history;
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe('the policy, whatever it has seen', () => {
  it('makes no more attempts than it may, each with a stronger model than the one before', () => {
    for (const seed of seeds) {
      const random = seededRandom('attempts', seed);
      const history = anyHistory(random);
      const tiers = models.slice(0, 1 + Math.floor(random() * 4)).map((model) => ({ model }));
      const settings = { ...defaultEscalation, maxAttempts: 1 + Math.floor(random() * 4) };
      const situation = { kind: { agentType: 'agent-1', band: 1 }, tiers, draw: random() };
      const tried = [chooseStart(situation, history, settings).start];
      for (;;) {
        const last = tried.at(-1) ?? 0;
        const progress = { tried: last, attempts: tried.length, history, settings };
        const next = chooseNext(situation, progress);
        if (next.kind === 'stop') break;
        expect(next.next).toBeGreaterThan(last);
        tried.push(next.next);
      }
      expect(tried.length).toBeLessThanOrEqual(settings.maxAttempts);
      expect(tried.every((tier) => tier >= 0 && tier < tiers.length)).toBe(true);
    }
  });

  it('expects to pay more when the first model gets dearer', () => {
    for (const seed of seeds) {
      const expected = [1, 2, 4, 8, 16].map((price) => {
        const history = anyHistory(seededRandom('prices', seed));
        const tiers = [
          { model: 'new', expectedCost: price },
          { model: 'strong', expectedCost: 20 },
        ];
        const situation = { kind: { agentType: 'agent-1', band: 1 }, tiers, draw: 0.5 };
        return chooseStart(situation, history, defaultEscalation).options[0]?.expectedCost ?? 0;
      });
      expect(expected).toEqual(expected.toSorted((a, b) => a - b));
      expect(new Set(expected).size).toBe(5);
    }
  });

  it('decides the same on the same task', () => {
    for (const seed of seeds) {
      const random = seededRandom('same', seed);
      const history = anyHistory(random);
      const tiers = models.map((model) => ({ model }));
      const situation = { kind: { agentType: 'agent-0', band: 0 }, tiers, draw: random() };
      const choose = () => chooseStart(situation, history, defaultEscalation);
      expect(choose()).toEqual(choose());
    }
  });
});

const perfect = { ...defaultEscalation, verifier: { falseAccept: 0, falseReject: 0 } };

describe('a perfect verifier', () => {
  it.each([0.05, 0.15, 0.3, 0.77])(
    'never lowers what is solved, at a cost ratio of %d',
    (ratio) => {
      for (let seed = 1; seed <= 12; seed += 1) {
        const tasks = heavyTailedOutcomes(seed, 300, { solves: [0.45, 0.65], costs: [ratio, 1] });
        const replay = {
          tiers: ['cheap', 'strong'],
          tasks,
          history: [],
          settings: perfect,
          seed,
        };
        const alone = sumOf(tasks, ({ outcomes }) => outcomes.at(-1)?.quality ?? 0);
        const solved = sumOf(replayEscalation(replay, 0), ({ quality }) => quality);
        expect(solved).toBeGreaterThanOrEqual(alone);
      }
    },
  );
});

/** Dollars beyond always starting at the better of the two, per task of the last hundred. */
function regretAfter(n: number, ratio: number): number {
  const truth = { both: 0.5, cheapOnly: 0.06, strongOnly: 0.14, ratio };
  let regret = 0;
  for (let seed = 1; seed <= 20; seed += 1) {
    const tasks = syntheticOutcomes(seed, n + 100, truth);
    const settings = defaultEscalation;
    const replay = { tiers: ['cheap', 'strong'], tasks, history: [], settings, seed };
    const last = replayEscalation(replay, 0).slice(n);
    const strong = sumOf(tasks.slice(n), ({ outcomes }) => outcomes[1]?.cost ?? 0);
    // At .77 nobody who knows the truth starts cheap; each start there costs.
    regret += sumOf(last, ({ cost }) => cost) / strong - 1;
  }
  return regret / 20;
}

describe('regret', () => {
  it('shrinks as history grows', () => {
    const [none, some, much] = [0, 100, 400].map((n) => regretAfter(n, 0.77));
    expect(none).toBeGreaterThan(0.02);
    expect(some).toBeLessThan(none ?? 0);
    expect(much).toBeLessThan((none ?? 0) / 2);
  });
});
