import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import {
  badThenGood,
  escalatingFleet,
  judged,
  outcomesOf,
  ownTask,
  prices,
} from '../helpers/escalating-fleet.ts';
import { ledger } from '../helpers/run-stage.ts';

describe('the money of verified questions', { timeout: 30_000 }, () => {
  it('keeps to the task’s budget: the answer before stands when there is no room for the next one', async () => {
    const long = `bad ${'very '.repeat(400)}`;
    const { fleet, simulator, p, told } = await escalatingFleet(
      { answer: ({ model }) => (model.startsWith('claude-haiku') ? long : 'good') },
      { configured: (text) => text.replace('daily: 1,', 'perTask: 0.042, daily: 1,') },
    );
    // 4096 tokens of sonnet fit at first, and no more after what haiku wrote.
    const [answer] = await fleet.submitTask(ownTask([judged({ maxTokens: 4096 })]));
    expect(answer).toMatchObject({ text: long, modelName: 'haiku' });
    expect(told('model.verdict').map(({ verdict }) => verdict)).toEqual(['reject', 'unknown']);
    await fleet.stop();
    const [booked, ...others] = await ledger(p);
    expect(others).toEqual([]);
    const [call] = simulator.log();
    const [read, write] = prices.haiku;
    expect(booked?.cost).toBe(
      (call?.billed.input ?? 0) * read + (call?.billed.output ?? 0) * write,
    );
    expect(answer.cost).toBe(booked?.cost);
  });

  it('is refused as ever when there is no room for the first attempt', async () => {
    const { fleet, simulator } = await escalatingFleet(badThenGood, {
      configured: (text) => text.replace('daily: 1,', 'perTask: 0.0001, daily: 1,'),
    });
    await expect(fleet.submitTask(ownTask([judged()]))).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
    });
    expect(simulator.log()).toEqual([]);
  });

  it('keeps its books to the nano-dollar with forty tasks at a time, and providers that fail', async () => {
    const { fleet, simulator, p } = await escalatingFleet(
      {
        ...badThenGood,
        seed: 7,
        faultRate: 0.2,
        faults: ['rate-limited', 'overloaded', 'server-error'],
      },
      {
        clock: { now: () => new Date('2026-12-01T10:00:00Z') },
        configured: (text) =>
          `fleet: { maxAgents: 8 }\n${text.replace('daily: 1,', 'perTask: 0.06, daily: 1,')}`,
      },
    );
    const ids = Array.from({ length: 40 }, (_, index) => `t${index}`);
    const ends = await Promise.allSettled(
      ids.map(async (id) => fleet.submitTask(ownTask([judged()], id))),
    );
    await fleet.stop();
    const answers = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value[0]] : []));
    // Three attempts at each of two models fail together once in a while.
    expect(answers.length).toBeGreaterThan(36);
    const booked = await ledger(p);
    const billed = simulator.log().reduce((sum, { model, billed: { input, output } }) => {
      const [read, write] = model === 'claude-haiku-4-5' ? prices.haiku : prices.sonnet;
      return sum + input * read + output * write;
    }, 0);
    expect(booked.reduce((sum, { cost }) => sum + cost, 0)).toBe(billed);
    const costOf = (id: string): number =>
      booked.reduce((sum, { call, cost }) => sum + (call.taskId === id ? cost : 0), 0);
    const learned = await outcomesOf(p);
    for (const { id, attempts } of learned) {
      expect(attempts.reduce((sum, { cost }) => sum + cost, 0)).toBe(costOf(id));
    }
    expect(new Set(learned.map(({ id }) => id)).size).toBe(learned.length);
    const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
    onTestFinished(async () => store.close());
    const [day] = await store.windows(['day:2026-12-01@UTC']);
    expect(day).toMatchObject({ spent: billed, reserved: 0 });
  });
});
