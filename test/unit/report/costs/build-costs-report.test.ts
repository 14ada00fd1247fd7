import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerEntry, SLOT_MS } from '../../../../src/core/cost/budget-store.ts';
import { addTokens, noTokens, type TokenUsage } from '../../../../src/core/cost/token-usage.ts';
import { zoneCalendar } from '../../../../src/core/zone-calendar.ts';
import {
  buildCostsReport,
  type CostsRequest,
} from '../../../../src/report/costs/build-costs-report.ts';
import { type CostsReport, costDimensions } from '../../../../src/report/costs/costs-report.ts';
import { reportPeriod } from '../../../../src/report/costs/period.ts';
import { testCatalogue } from '../../../helpers/catalogue.ts';
import { entryAt, memoryLedger } from '../../../helpers/memory-ledger.ts';

interface Asked extends Partial<Pick<CostsRequest, 'by'>> {
  readonly period?: string;
  readonly zone?: string;
  readonly now?: string;
  readonly baseline?: string;
}

const pricesOf: CostsRequest['pricesOf'] = (model) => testCatalogue.find(model)?.prices;

async function report(entries: readonly LedgerEntry[], asked: Asked = {}): Promise<CostsReport> {
  const { period = '7d', zone = 'UTC', now = '2026-11-23T12:00:00Z', by = ['model'] } = asked;
  const calendar = zoneCalendar(zone);
  const prices = asked.baseline === undefined ? undefined : pricesOf(asked.baseline);
  if (calendar === undefined) throw new Error(zone);
  return buildCostsReport(memoryLedger(entries), {
    period: reportPeriod(period, { calendar, now: Date.parse(now) }),
    timeZone: zone,
    calendar,
    by,
    pricesOf,
    baseline:
      asked.baseline === undefined || prices === undefined
        ? undefined
        : { model: asked.baseline, priceSource: 'test', referencePrices: false, prices },
  });
}

describe(buildCostsReport, () => {
  it('knows nothing recorded from nothing spent', async () => {
    const old = entryAt('2026-01-01T00:00:00Z', { cost: 5 });
    expect(await report([])).toMatchObject({ recorded: false, groups: [], total: { calls: 0 } });
    expect(await report([old])).toMatchObject({ recorded: true, groups: [], total: { calls: 0 } });
  });

  it('tells failed, estimated and simulated spend', async () => {
    const { total } = await report([
      entryAt('2026-11-23T10:00:00Z', { cost: 100 }),
      entryAt('2026-11-23T10:00:01Z', { cost: 30, outcome: 'aborted', basis: 'estimated' }),
      entryAt('2026-11-23T10:00:02Z', { cost: 5, outcome: 'expired', basis: 'worst-case' }),
      entryAt('2026-11-23T10:00:03Z', { cost: 2, provider: 'simulator' }),
    ]);
    expect(total).toMatchObject({
      cost: { nanoUsd: 137, usd: '0.000000137' },
      calls: 4,
      failedCalls: 2,
      failedCost: { nanoUsd: 35 },
      unmeasuredCost: { nanoUsd: 35 },
      simulatedCost: { nanoUsd: 2 },
    });
  });

  it('counts a task once in the total, and in each group that it has calls in', async () => {
    const one = await report(
      [
        entryAt('2026-11-22T23:59:00Z', { model: 'test-haiku', cost: 1 }),
        entryAt('2026-11-23T00:01:00Z', { model: 'test-opus', cost: 3 }),
        entryAt('2026-11-23T00:20:00Z', { model: 'test-opus', cost: 3 }),
      ],
      { by: ['day', 'model'] },
    );
    expect(one.total).toMatchObject({ tasks: 1, costPerTask: { nanoUsd: 7 } });
    expect(one.groups.map(({ keys, tasks }) => [keys.day, keys.model, tasks])).toEqual([
      ['2026-11-22', 'test-haiku', 1],
      ['2026-11-23', 'test-opus', 1],
    ]);
  });

  it('rounds the cost of a task to the nano-dollar', async () => {
    const at = '2026-11-23T10:00:00Z';
    const entries = ['a', 'b', 'c', 'c'].map((taskId) =>
      entryAt(at, { cost: 1, call: { taskId } }),
    );
    const { total } = await report(entries);
    expect(total).toMatchObject({ tasks: 3, costPerTask: { nanoUsd: 1, usd: '0.000000001' } });
  });

  describe('the cache', () => {
    it('saved what reads would have cost as input, less what writes cost more', async () => {
      const usage = { cacheRead: 1000, cacheWrite5m: 100, cacheWrite1h: 10 };
      const { total } = await report([
        entryAt('2026-11-23T10:00:00Z', { model: 'test-sonnet', usage }),
      ]);
      // $3 of input, $0.30 read, $3.75 and $6 written.
      expect(total.cache).toMatchObject({
        readsSaved: { nanoUsd: 1000 * 2700 },
        writesCost: { nanoUsd: 100 * 750 + 10 * 3000 },
        net: { nanoUsd: 2_700_000 - 105_000 },
        unpricedModels: [],
      });
    });

    it('names models without a price instead of counting them as nothing', async () => {
      const { total } = await report([
        entryAt('2026-11-23T10:00:00Z', { model: 'own-model', usage: { cacheRead: 5 } }),
        entryAt('2026-11-23T10:00:00Z', { model: 'another', usage: { input: 5 } }),
      ]);
      expect(total.cache).toMatchObject({ net: { nanoUsd: 0 }, unpricedModels: ['own-model'] });
    });
  });

  describe('the comparison', () => {
    const opus = { input: 5000, output: 25_000 };

    it('puts all that was spent against the answers at the prices of the baseline', async () => {
      const usage = { input: 100, output: 10 };
      const at = '2026-11-23T10:00:00Z';
      const { total } = await report(
        [
          entryAt(at, { cost: 450_000, usage }),
          entryAt(at, { cost: 70_000, usage, outcome: 'failed' }),
          entryAt(at, { cost: 30_000, usage, call: { purpose: 'escalation' } }),
          entryAt(at, { cost: 9000, usage: { input: 20 }, basis: 'estimated' }),
          entryAt(at, { cost: 1000, outcome: 'expired', basis: 'worst-case' }),
        ],
        { baseline: 'test-opus' },
      );
      const answer = 100 * opus.input + 10 * opus.output;
      expect(total.comparison).toMatchObject({
        measured: {
          cost: { nanoUsd: 550_000 },
          baselineCost: { nanoUsd: answer },
          saved: { nanoUsd: answer - 550_000 },
        },
        estimated: {
          cost: { nanoUsd: 10_000 },
          baselineCost: { nanoUsd: 20 * opus.input },
          saved: { nanoUsd: 90_000 },
        },
        total: {
          cost: { nanoUsd: 560_000 },
          baselineCost: { nanoUsd: answer + 20 * opus.input },
          saved: { nanoUsd: answer - 460_000 },
        },
      });
    });

    it('says so when the baseline would have been cheaper', async () => {
      const { total } = await report(
        [entryAt('2026-11-23T10:00:00Z', { cost: 3_000_000, usage: { input: 1000 } })],
        { baseline: 'test-haiku' },
      );
      expect(total.comparison?.total.saved).toEqual({ nanoUsd: -2_000_000, usd: '-0.002' });
    });
  });

  describe('order', () => {
    const at = '2026-11-23T10:00:00Z';
    const entries = [
      entryAt(at, { cost: 5, model: 'b', call: { agentType: 'x' } }),
      entryAt(at, { cost: 5, model: 'a', call: { agentType: 'x' } }),
      entryAt(at, { cost: 9, model: 'a', call: { agentType: 'y' } }),
      entryAt(at, { cost: 2, model: 'b', call: { agentType: 'z' } }),
      entryAt(at, { cost: 5, model: 'b', call: { agentType: 'w' } }),
    ];

    it('is the dearest first, then by name', async () => {
      const { groups } = await report(entries, { by: ['agent'] });
      expect(groups.map(({ keys }) => keys.agent)).toEqual(['x', 'y', 'w', 'z']);
    });

    it('keeps the groups of the first dimension together', async () => {
      const { groups } = await report(entries, { by: ['model', 'agent'] });
      expect(groups.map(({ keys }) => `${keys.model} ${keys.agent}`)).toEqual([
        'a y',
        'a x',
        'b w',
        'b x',
        'b z',
      ]);
    });
  });

  describe('days', () => {
    it('lists those without spend too, so that a chart has no holes', async () => {
      const { groups } = await report([entryAt('2026-11-22T10:00:00Z', { cost: 5 })], {
        by: ['day'],
        period: '3d',
      });
      expect(groups.map(({ keys, cost }) => [keys.day, cost.nanoUsd])).toEqual([
        ['2026-11-21', 0],
        ['2026-11-22', 5],
        ['2026-11-23', 0],
      ]);
    });

    it.each([
      // In Berlin the day has 25 hours: 22:00 UTC to 23:00 UTC of the next day.
      ['Europe/Berlin', '2026-10-24T21:59:59.999Z', '2026-10-24'],
      ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25'],
      ['Europe/Berlin', '2026-10-25T22:59:59.999Z', '2026-10-25'],
      ['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
      // And 23 hours.
      ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29'],
      ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
      ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
      ['Asia/Kathmandu', '2026-11-20T18:14:59.999Z', '2026-11-20'],
      ['Asia/Kathmandu', '2026-11-20T18:15:00Z', '2026-11-21'],
      ['America/St_Johns', '2026-11-20T03:29:59.999Z', '2026-11-19'],
      ['America/St_Johns', '2026-11-20T03:30:00Z', '2026-11-20'],
    ])('in %s %s belongs to %s', async (zone, at, day) => {
      const { groups } = await report([entryAt(at, { cost: 1 })], {
        by: ['day'],
        period: '2026-03-01..',
        zone,
      });
      expect(groups.filter(({ tasks }) => tasks > 0).map(({ keys }) => keys.day)).toEqual([day]);
      expect(groups.filter(({ calls }) => calls > 0).map(({ keys }) => keys.day)).toEqual([day]);
    });
  });

  it('adds up: the groups of any dimensions are the total, and shares are a whole', async () => {
    const anyEntry = fc.record({
      quarter: fc.nat(7 * 96 - 1),
      model: fc.constantFrom('test-haiku', 'test-opus', 'own-model'),
      agentType: fc.constantFrom('a', 'b'),
      taskType: fc.constantFrom('unit', 'e2e'),
      variant: fc.constantFrom('stable', 'canary'),
      cost: fc.nat(1_000_000_000_000),
      input: fc.nat(100_000),
      cacheRead: fc.nat(100_000),
      basis: fc.constantFrom('measured' as const, 'estimated' as const),
      outcome: fc.constantFrom('succeeded' as const, 'failed' as const),
    });
    const first = Date.parse('2026-10-20T00:00:00Z');
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEntry, { minLength: 1, maxLength: 30 }),
        fc.subarray([...costDimensions], { minLength: 1 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu'),
        async (drawn, by, zone) => {
          const entries = drawn.map(
            ({ quarter, agentType, taskType, variant, input, cacheRead, ...rest }) =>
              entryAt(new Date(first + quarter * SLOT_MS).toISOString(), {
                ...rest,
                call: { agentType, taskType, variant },
                usage: { input, cacheRead },
              }),
          );
          const asked = { by, zone, period: '2026-10-19..2026-10-28', baseline: 'test-opus' };
          const { total, groups } = await report(entries, asked);
          const sum = (amount: (group: (typeof groups)[number]) => number): number =>
            groups.reduce((all, group) => all + amount(group), 0);
          expect(sum(({ cost }) => cost.nanoUsd)).toBe(total.cost.nanoUsd);
          expect(sum(({ calls }) => calls)).toBe(total.calls);
          expect(sum(({ failedCost }) => failedCost.nanoUsd)).toBe(total.failedCost.nanoUsd);
          expect(sum(({ unmeasuredCost }) => unmeasuredCost.nanoUsd)).toBe(
            total.unmeasuredCost.nanoUsd,
          );
          expect(sum(({ cache }) => cache.net.nanoUsd)).toBe(total.cache.net.nanoUsd);
          expect(sum(({ comparison }) => comparison?.total.saved.nanoUsd ?? 0)).toBe(
            total.comparison?.total.saved.nanoUsd,
          );
          expect(groups.map(({ tokens }) => tokens).reduce(plus, noTokens)).toEqual(total.tokens);
          if (total.cost.nanoUsd > 0)
            expect(sum(({ sharePerMille }) => sharePerMille ?? 0)).toBe(1000);
        },
      ),
      { numRuns: 150 },
    );
  });
});

function plus(one: TokenUsage, other: TokenUsage): TokenUsage {
  return addTokens(one, other);
}
