import { describe, expect, it } from 'vitest';
import { chooseNext } from '../../../../src/core/escalation/choose-next.ts';
import { chooseStart } from '../../../../src/core/escalation/choose-start.ts';
import { EscalationHistory } from '../../../../src/core/escalation/escalation-history.ts';
import { defaultEscalation } from '../../../../src/core/escalation/escalation-settings.ts';
import { type Situation, solvedShare } from '../../../../src/core/escalation/prospects.ts';

const kind = { agentType: 'test-generator', band: 1 };
const situation = (...models: readonly string[]): Situation => ({
  kind,
  tiers: models.map((model) => ({ model })),
  draw: 0.5,
});

/** A history of so many tasks that started with the cheap model, and went on to the strong one. */
function historyOf(
  n: number,
  accepted: { cheap: number; strong: number },
  cost = 1,
): EscalationHistory {
  const history = new EscalationHistory();
  for (let task = 0; task < n; task += 1) {
    const first = { model: 'cheap', accepted: task % 10 < accepted.cheap * 10 ? 1 : 0, cost };
    const second = { model: 'strong', accepted: accepted.strong, cost: 10 + (task % 3) };
    history.observe(kind, first.accepted === 1 ? [first] : [first, second]);
  }
  return history;
}

const start = (history: EscalationHistory, changed: Partial<Situation> = {}, settings = {}) =>
  chooseStart({ ...situation('cheap', 'strong'), ...changed }, history, {
    ...defaultEscalation,
    ...settings,
  });

const next = (history: EscalationHistory, tried: number, attempts: number, draw = 0.5) =>
  chooseNext(
    { ...situation('cheap', 'middle', 'strong'), draw },
    {
      tried,
      attempts,
      history,
      settings: defaultEscalation,
    },
  );

const attempt = (model: string, cost: number) => ({ model, accepted: 0, cost });

/** What the cheap model costs beside the strong one, after so many times two tasks on which it costs half, and a dear one on which it costs twice as much. */
function ratioAfter(rounds: number): number {
  const history = new EscalationHistory();
  for (let round = 0; round < rounds; round += 1) {
    history.observe(kind, [attempt('cheap', 1), attempt('strong', 2)]);
    history.observe(kind, [attempt('cheap', 1), attempt('strong', 2)]);
    history.observe(kind, [attempt('cheap', 100), attempt('strong', 50)]);
  }
  return history.costRatio(kind.agentType, ['cheap', 'strong'], 0.8).mean;
}

describe(chooseStart, () => {
  it('tries the cheap model while nothing is known', () => {
    expect(start(new EscalationHistory())).toMatchObject({ start: 0, reason: 'trial' });
  });

  it('stays with it where it pays, and says in numbers why', () => {
    const { options, ...choice } = start(historyOf(100, { cheap: 0.6, strong: 0.6 }));
    expect(choice).toEqual({
      start: 0,
      reason: 'pays',
      text: "cheap first pays: accepted 60 % of the time, at 9 % of the strongest model's cost: 49 % in all",
    });
    expect(options).toMatchObject([
      { model: 'cheap', seen: 100 },
      { expectedCost: 1, quality: 1 },
    ]);
  });

  it.each([
    ['it costs nearly as much', historyOf(100, { cheap: 0.6, strong: 0.6 }, 9), {}],
    [
      'too much that is wrong would be accepted',
      historyOf(100, { cheap: 0.1, strong: 0.9 }, 0.1),
      {},
    ],
    ['there may be one attempt only', new EscalationHistory(), { maxAttempts: 1 }],
  ])('starts with the strongest model where %s', (_, history, settings) => {
    expect(start(history, {}, settings)).toMatchObject({ start: 1, reason: 'strongest' });
  });

  it('explores with so many tasks that this is expected to cost the stated share', () => {
    const history = new EscalationHistory();
    history.recall(historyOf(100, { cheap: 0.6, strong: 0.6 }, 9).facts());
    const settings = { explore: 0.15 };
    const dearer = (start(history).options[0]?.expectedCost ?? 0) - 1;
    const share = settings.explore / dearer;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(1);
    expect(start(history, { draw: share - 0.01 }, settings)).toMatchObject({
      start: 0,
      reason: 'explores',
    });
    expect(start(history, { draw: share + 0.01 }, settings)).toMatchObject({ start: 1 });
  });

  it('explores with the stated share of the tasks what solves too little', () => {
    const history = historyOf(100, { cheap: 0.1, strong: 0.9 }, 0.1);
    const settings = { explore: 0.2 };
    expect(start(history, { draw: 0.19 }, settings)).toMatchObject({ reason: 'explores' });
    expect(start(history, { draw: 0.2 }, settings)).toMatchObject({ reason: 'strongest' });
  });

  it('ends a trial that has lost too much', () => {
    const hopeless = { cheap: 0, strong: 1 };
    expect(start(historyOf(3, hopeless, 9))).toMatchObject({ start: 0, reason: 'trial' });
    expect(start(historyOf(6, hopeless, 9))).toMatchObject({ start: 1, reason: 'strongest' });
  });

  it('lets each tier between lose as much again', () => {
    const history = historyOf(6, { cheap: 0, strong: 1 }, 9);
    const tiers = ['cheap', 'middle', 'strong'].map((model) => ({ model }));
    expect(start(history, { tiers })).toMatchObject({ start: 0, reason: 'trial' });
  });

  it('asks what pays for certain, whatever a few dear tasks have cost', () => {
    const history = historyOf(100, { cheap: 0.6, strong: 0.6 });
    const dear = { model: 'cheap', accepted: 0, cost: 2000 };
    history.book(kind.agentType, [dear, { model: 'strong', accepted: 1, cost: 1 }]);
    expect(start(history)).toMatchObject({ start: 0, reason: 'pays' });
  });

  it('explores no more once that has cost more than the stated share', () => {
    const history = historyOf(100, { cheap: 0.6, strong: 0.6 }, 9);
    expect(start(history, { draw: 0 })).toMatchObject({ start: 1, reason: 'strongest' });
  });

  it.each([
    [1, 10, 0.1],
    [1, 0, 1 / 3],
  ])('takes the ratio of prices %d and %d for %d before it knows better', (low, high, ratio) => {
    const tiers = [
      { model: 'cheap', expectedCost: low },
      { model: 'strong', expectedCost: high },
    ];
    const { options } = start(new EscalationHistory(), { tiers });
    expect(options[0]?.costRatio).toBeCloseTo(ratio);
  });

  it('holds no quality against a model where nobody solves anything', () => {
    const { options } = start(historyOf(100, { cheap: 0, strong: 0 }));
    expect(options[0]?.quality).toBe(1);
  });

  it('expects no less to be solved where the first answer always is right', () => {
    const { options } = start(historyOf(100, { cheap: 1, strong: 1 }));
    expect(options[0]?.quality).toBeGreaterThan(1);
  });

  it('learns nothing of costs from what was free', () => {
    const history = new EscalationHistory();
    const free = { accepted: 0, cost: 0 };
    history.observe(kind, [
      { model: 'cheap', ...free },
      { model: 'strong', ...free },
    ]);
    expect(start(history).options[0]?.costRatio).toBeCloseTo(1 / 3);
  });

  it.each([
    ['nothing', 0, 0.001],
    ['more than nothing', 1e-9, 1000],
  ])('takes a model that costs %s beside one that is free for no further off', (_, low, high) => {
    const history = new EscalationHistory();
    for (let task = 0; task < 2000; task += 1) {
      history.observe(kind, [attempt('cheap', low), attempt('strong', low === 0 ? 1 : 0)]);
    }
    const { mean } = history.costRatio(kind.agentType, ['cheap', 'strong'], 0.3);
    expect(mean).toBeGreaterThan(high * 0.9);
    expect(mean).toBeLessThan(high * 1.5);
  });

  it('lets no dear task decide what a model costs, and dollars in the end', () => {
    expect(ratioAfter(1)).toBeLessThan(1);
    expect(ratioAfter(1000)).toBeCloseTo(102 / 54, 1);
  });

  it('counts what is known of a model that is no tier any more', () => {
    const history = historyOf(100, { cheap: 0.6, strong: 0.6 });
    for (let task = 0; task < 20; task += 1) history.observe(kind, [attempt('gone', 3)]);
    expect(start(history)).toMatchObject({ start: 0, reason: 'pays' });
  });

  it('stays with what may well pay, and says so', () => {
    const history = historyOf(12, { cheap: 0.4, strong: 0.6 }, 6);
    history.observe(kind, []);
    expect(start(history)).toMatchObject({ start: 0, reason: 'undecided' });
    expect(start(history).text).toBe(
      "cheap first may pay: accepted 50 % of the time, at 53 % of the strongest model's cost: 103 % in all, by 12 tasks",
    );
  });

  it('has lost nothing where nothing was tried', () => {
    const history = historyOf(3, { cheap: 0, strong: 1 });
    const none = { excess: 0, baseline: 0, tasks: 0, started: 0 };
    expect(history.lossOf('quality-gate', ['cheap', 'strong'], () => 1)).toEqual(none);
  });

  it('refuses to choose among no models', () => {
    expect(() => start(new EscalationHistory(), { tiers: [] })).toThrow(RangeError);
  });

  it('expects to pay more when the cheap model gets dearer', () => {
    const costs = [1, 2, 4, 8].map(
      (cost) =>
        start(historyOf(60, { cheap: 0.6, strong: 0.6 }, cost)).options[0]?.expectedCost ?? 0,
    );
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
  });
});

describe(chooseNext, () => {
  it.each([
    ['one tier', 0, 1, { kind: 'climb', next: 1 }],
    ['to the strongest model with the last attempt', 0, 2, { kind: 'climb', next: 2 }],
  ])('climbs %s', (_, tried, attempts, expected) => {
    expect(next(new EscalationHistory(), tried, attempts)).toEqual(expected);
  });

  it('passes over a tier that costs clearly more than it saves', () => {
    const history = new EscalationHistory();
    for (let task = 0; task < 30; task += 1) {
      history.observe(kind, [attempt('cheap', 1), attempt('middle', 9), attempt('strong', 10)]);
    }
    for (let task = 0; task < 30; task += 1) {
      history.observe(kind, [attempt('cheap', 1), { model: 'strong', accepted: 1, cost: 10 }]);
    }
    expect(next(history, 0, 1)).toEqual({ kind: 'climb', next: 2 });
  });

  it.each([
    ['the strongest model was tried', 2, 1, 'strongest'],
    ['no attempt is left', 0, 3, 'attempts'],
  ])('stops when %s', (_, tried, attempts, reason) => {
    expect(next(new EscalationHistory(), tried, attempts)).toEqual({ kind: 'stop', reason });
  });

  it('stops when it is hopeless, but for the share that explores', () => {
    const history = new EscalationHistory();
    for (let task = 0; task < 400; task += 1) {
      history.observe(kind, [
        { model: 'cheap', accepted: 0, cost: 1 },
        { model: 'middle', accepted: 0, cost: 3 },
        { model: 'strong', accepted: 0, cost: 10 },
      ]);
    }
    expect(next(history, 0, 1)).toEqual({ kind: 'stop', reason: 'hopeless' });
    expect(next(history, 0, 1, 0)).toMatchObject({ kind: 'climb' });
  });
});

describe(solvedShare, () => {
  it.each([
    [0.5, 0.5],
    [0.9, 1],
    [0.05, 0],
  ])('takes the errors of the verifier out of %d', (accepted, solved) => {
    expect(solvedShare(accepted, { falseAccept: 0.1, falseReject: 0.1 })).toBeCloseTo(solved);
  });
});
