import { describe, expect, it } from 'vitest';
import { chooseStart } from '../../../../src/core/escalation/choose-start.ts';
import { EscalationHistory } from '../../../../src/core/escalation/escalation-history.ts';
import { defaultEscalation } from '../../../../src/core/escalation/escalation-settings.ts';
import { keepWarm } from '../../../../src/core/escalation/keep-warm.ts';
import { prospectsOf, type Situation } from '../../../../src/core/escalation/prospects.ts';

const kind = { agentType: 'own', band: 1 };

/** A cheap model at 30 and a strong one at 100, of which a warm cache takes off so much. */
const situation = (cheap: number, strong: number): Situation => ({
  kind,
  tiers: [
    { model: 'cheap', expectedCost: 30, cacheSaving: cheap },
    { model: 'strong', expectedCost: 100, cacheSaving: strong },
  ],
  draw: 0.5,
});

/** A history in which the cheap model's answers were accepted this often, by so many tasks. */
function historyOf(accepted: number, tasks = 200): EscalationHistory {
  const history = new EscalationHistory();
  for (let task = 0; task < tasks; task += 1) {
    const first = { model: 'cheap', accepted: task % 10 < accepted * 10 ? 1 : 0, cost: 30 };
    const second = { model: 'strong', accepted: 1, cost: 100 };
    history.observe(kind, first.accepted === 1 ? [first] : [first, second]);
  }
  return history;
}

function start(
  history: EscalationHistory,
  saved: readonly [cheap: number, strong: number],
  quality = 1,
) {
  const given = situation(...saved);
  const settings = { ...defaultEscalation, quality };
  return keepWarm(chooseStart(given, history, settings), given, settings);
}

const tier = (model: string, expectedCost: number, cacheSaving: number) => ({
  model,
  expectedCost,
  cacheSaving,
});

/** What the cheap model costs as a share of the strong one, when nothing is known of either. */
const ratio = (saved: readonly [number, number]) =>
  prospectsOf(situation(...saved), new EscalationHistory())[0]?.cost.mean;

describe(keepWarm, () => {
  it('keeps the strong model while its cache is worth more than the cheap one saves', () => {
    const history = historyOf(0.7);
    expect(start(history, [0, 0])).toMatchObject({ start: 0 });
    expect(start(history, [0, 60])).toEqual({
      start: 1,
      text: 'keeps strong: its prompt cache is warm, and cheap first would cost 105 % of that in all',
    });
  });

  it('switches where that costs less, the cache counted in', () => {
    const { start: cheap, text } = start(historyOf(0.7), [0, 40]);
    expect(cheap).toBe(0);
    expect(text).toMatch(/^cheap first pays/);
  });

  it('tries no model at the expense of a cache', () => {
    const nothing = new EscalationHistory();
    expect(start(nothing, [0, 0]).text).toMatch(/^cheap is on trial/);
    expect(start(nothing, [0, 60])).toMatchObject({ start: 1 });
    // Where it is expected to pay all the same, it is tried.
    expect(start(nothing, [0, 10]).text).toMatch(/^cheap is on trial/);
  });

  it('says so where the model that starts anyway has the warm cache', () => {
    expect(start(historyOf(0.7), [25, 0]).text).toMatch(
      /^cheap first pays: .*; its prompt cache is warm$/,
    );
  });

  it('lets a warm cache pay for a cheap model that would not pay without', () => {
    const history = historyOf(0.2, 40);
    expect(start(history, [0, 0], 0.8)).toMatchObject({ start: 1 });
    expect(start(history, [28, 0], 0.8)).toMatchObject({ start: 0 });
  });

  it('keeps no model that does not hold the quality', () => {
    const history = new EscalationHistory();
    for (let task = 0; task < 200; task += 1) {
      const first = { model: 'cheap', accepted: task % 10 === 0 ? 1 : 0, cost: 1 };
      const second = { model: 'strong', accepted: 0.9, cost: 100 };
      history.observe(kind, first.accepted === 1 ? [first] : [first, second]);
    }
    const choice = start(history, [25, 0]);
    expect(choice).toMatchObject({ start: 1 });
    expect(choice.text).toMatch(/^strong at once/);
  });

  it('changes nothing where no cache is warm', () => {
    const given = { kind, tiers: [{ model: 'cheap' }, { model: 'strong' }], draw: 0.5 };
    const choice = chooseStart(given, historyOf(0.7), defaultEscalation);
    expect(keepWarm(choice, given, defaultEscalation)).toBe(choice);
  });

  it('keeps the one of several warm models whose way costs less', () => {
    const tiers = [tier('cheap', 80, 0), tier('middle', 90, 80), tier('strong', 100, 50)];
    const given = { kind, tiers, draw: 0.5 };
    const choice = chooseStart(given, new EscalationHistory(), defaultEscalation);
    expect(choice).toMatchObject({ start: 0, reason: 'trial' });
    expect(keepWarm(choice, given, defaultEscalation).text).toMatch(/^keeps middle: /);
  });

  it('goes by the caches also after an answer that was not accepted', () => {
    expect(ratio([0, 0])).toBeCloseTo(0.3);
    expect(ratio([20, 0])).toBeCloseTo(0.1);
    expect(ratio([0, 50])).toBeCloseTo(0.6);
    // However much is kept, what is new is paid for.
    expect(ratio([1000, 0])).toBeCloseTo(0.3 * 0.05);
    expect(ratio([0, 1000])).toBeCloseTo(0.3 / 0.05);
  });
});
