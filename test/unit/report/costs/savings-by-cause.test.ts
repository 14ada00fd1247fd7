import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../../src/core/cost/budget-store.ts';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import { savingsByCause } from '../../../../src/report/costs/savings-by-cause.ts';

const prices = (input: number) => ({
  input,
  output: 5 * input,
  cacheRead: input / 10,
  cacheWrite5m: input * 1.25,
  cacheWrite1h: input * 2,
});
const known: Readonly<Record<string, ReturnType<typeof prices>>> = {
  cheap: prices(1000),
  strong: prices(10_000),
};

function entry(taskId: string, model: string, more: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: `${taskId} ${model}`,
    at: 1,
    call: { taskId, taskType: 't', agentType: 'a', variant: 'stable', purpose: 'answer' },
    modelName: model,
    model,
    provider: 'anthropic',
    attempt: 1,
    usage: { ...noTokens, input: 100, output: 10 },
    cost: model === 'cheap' ? 150_000 : 1_500_000,
    basis: 'measured',
    outcome: 'succeeded',
    priceSource: 'test',
    ...more,
  };
}

/** What was asked after an answer that was not accepted: its prompt has the findings. */
const climbed = (taskId: string, more: Partial<LedgerEntry> = {}): LedgerEntry => {
  const one = entry(taskId, 'strong', { usage: { ...noTokens, input: 900, output: 10 }, ...more });
  return { ...one, call: { ...one.call, purpose: 'escalation' } };
};

async function savings(...entries: readonly LedgerEntry[]) {
  async function* told() {
    yield* entries;
  }
  return savingsByCause(told(), {
    baseline: prices(10_000),
    pricesOf: (model) => known[model],
    isEscalated: (id) => id.startsWith('e'),
  });
}

const savedBy = ({ causes }: Awaited<ReturnType<typeof savings>>) =>
  Object.fromEntries(causes.map(({ cause, tasks, saved }) => [cause, [tasks, saved.nanoUsd]]));

describe(savingsByCause, () => {
  it('takes all attempts at a task against one answer of the baseline', async () => {
    const report = await savings(
      entry('e1', 'cheap'),
      entry('e2', 'cheap'),
      climbed('e2', { attempt: 2 }),
      entry('r1', 'cheap'),
      entry('r1', 'cheap', { outcome: 'failed', cost: 50_000 }),
    );
    // Accepted at once 1,350,000 saved; climbed 150,000 lost.
    expect(savedBy(report)).toEqual({
      routing: [1, 1_500_000 - 200_000],
      escalation: [2, 1_350_000 - 150_000],
      cache: [0, 0],
    });
    expect(report).toMatchObject({ tasks: 3, leftOut: 0, baselineCost: { nanoUsd: 4_500_000 } });
  });

  it('adds up to the whole, caching apart', async () => {
    const usage = { ...noTokens, input: 100, output: 10, cacheRead: 1000 };
    const report = await savings(
      entry('r1', 'cheap', { usage, cost: 250_000 }),
      entry('r2', 'cheap'),
    );
    expect(savedBy(report)).toMatchObject({ cache: [1, 900_000] });
    const all = report.causes.reduce((sum, { saved }) => sum + saved.nanoUsd, 0);
    expect(all).toBe(report.baselineCost.nanoUsd - report.cost.nanoUsd);
  });

  it('adds up several answers of a task that was not judged', async () => {
    const report = await savings(entry('r1', 'strong'), entry('r1', 'strong'));
    expect(savedBy(report)).toMatchObject({ routing: [1, 0] });
  });

  it('takes the first answer to each question of a task that was judged', async () => {
    const report = await savings(
      // Rejected, and the provider failed once before the strong one answered.
      entry('e1', 'cheap'),
      climbed('e1', { attempt: 2, outcome: 'failed', cost: 0 }),
      climbed('e1', { attempt: 3 }),
      // Accepted at once.
      entry('e1', 'cheap'),
      // Nobody judged; a small model was asked before.
      entry('e1', 'cheap', {
        call: { ...entry('e1', 'cheap').call, purpose: 'classifier' },
      }),
      entry('e1', 'cheap', { outcome: 'failed', cost: 0 }),
      entry('e1', 'cheap', { attempt: 2 }),
    );
    expect(report.baselineCost.nanoUsd).toBe(3 * 1_500_000);
    expect(savedBy(report)).toMatchObject({
      escalation: [1, 3 * 1_500_000 - (1_500_000 + 4 * 150_000)],
    });
  });

  it.each([
    ['an estimate', { basis: 'estimated' as const }],
    ['a charge in full', { outcome: 'expired' as const }],
    ['the simulator', { provider: 'simulator' }],
    ['a cache at unknown prices', { model: 'x', usage: { ...noTokens, cacheRead: 1 } }],
  ])('leaves out a task with %s', async (_, more) => {
    const report = await savings(entry('e1', 'cheap'), entry('e1', 'strong', more));
    expect(report).toMatchObject({ tasks: 0, leftOut: 1, cost: { nanoUsd: 0 } });
  });

  it('has no interval of one task', async () => {
    expect((await savings(entry('r1', 'cheap'))).causes[0]?.interval).toBeNull();
  });

  it.each([40, 6000])('gives an interval over %d tasks', async (n) => {
    const models = Array.from({ length: n }, (_, task) => (task % 2 === 0 ? 'cheap' : 'strong'));
    const { causes } = await savings(...models.map((model, task) => entry(`r${task}`, model)));
    const [routing] = causes;
    const [low, high] = (routing?.interval ?? []).map(({ nanoUsd }) => nanoUsd);
    expect(routing?.saved.nanoUsd).toBe((1_350_000 * n) / 2);
    // A fair coin's sum: 1.96 standard deviations to each side.
    const half = 1.96 * 1_350_000 * Math.sqrt(n / 4);
    expect(Number(low) / ((1_350_000 * n) / 2 - half)).toBeCloseTo(1, 0);
    expect((Number(high) - Number(low)) / half).toBeGreaterThan(1.5);
    expect((Number(high) - Number(low)) / half).toBeLessThan(2.5);
  });
});
