import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import type { StreamEvent } from '../../src/core/streaming/events.ts';
import { silentLogger } from '../../src/fleet/agent/logger.ts';
import { SwarmMemoryManager } from '../../src/library/swarm-memory-manager.ts';
import type { Untyped } from '../../src/fleet/agent/untyped.ts';
import {
  badThenGood,
  escalatingFleet,
  judged,
  outcomesOf,
  ownTask,
  prices,
} from '../helpers/escalating-fleet.ts';
import { ledger } from '../helpers/run-stage.ts';

describe('cheap first, verify, escalate, in a fleet', { timeout: 30_000 }, () => {
  it('asks a stronger model when an agent’s own judge does not accept, and bills both', async () => {
    const { fleet, simulator, p, told, models } = await escalatingFleet(badThenGood);
    const events: StreamEvent[] = [];
    const [answer] = await fleet.submitTask(ownTask([judged()]), {
      onEvent: (event) => events.push(event),
    });
    expect(answer).toMatchObject({ text: 'good', modelName: 'sonnet' });
    expect(models()).toEqual(['haiku', 'sonnet']);
    expect(events.map(({ type }) => type).join(' ')).toBe(
      'start usage verdict restart start usage verdict text done',
    );
    expect(events.find(({ type }) => type === 'restart')).toMatchObject({
      attempt: 2,
      reason: 'not-accepted',
      discarded: 0,
    });
    expect(told('model.verdict')).toEqual([
      {
        taskId: 't1',
        modelName: 'haiku',
        verdict: 'reject',
        reasons: ['it says bad'],
        next: 'sonnet',
      },
      { taskId: 't1', modelName: 'sonnet', verdict: 'accept', reasons: ['it says good'] },
    ]);
    expect(told('model.escalation')).toMatchObject([{ taskId: 't1', modelName: 'haiku' }]);
    expect(told('cost.tracked').map(({ id }) => id)).toEqual(['t1/1', 't1/2']);
    await fleet.stop();
    const booked = await ledger(p);
    const billed = simulator.log().map(({ model, billed: { input, output } }) => {
      const [read, write] =
        model?.startsWith('claude-haiku') === true ? prices.haiku : prices.sonnet;
      return input * read + output * write;
    });
    expect(booked.map(({ cost }) => cost)).toEqual(billed);
    expect(booked.map(({ modelName, attempt }) => [modelName, attempt])).toEqual([
      ['haiku', 1],
      ['sonnet', 2],
    ]);
    expect(answer.cost).toBe(billed.reduce((sum, cost) => sum + cost, 0));
    expect(await outcomesOf(p)).toMatchObject([
      {
        id: 't1',
        agentType: 'own',
        attempts: [
          { model: 'haiku', accepted: 0, cost: billed[0] },
          { model: 'sonnet', accepted: 1, cost: billed[1] },
        ],
      },
    ]);
  });

  it('tells the model that tries next what was found', async () => {
    const { fleet, models } = await escalatingFleet({
      answer: ({ prompt }) => (prompt.includes('<findings>\nit says bad') ? 'good' : 'bad'),
    });
    const [answer] = await fleet.submitTask(ownTask([judged()]));
    expect(answer.text).toBe('good');
    expect(models()).toEqual(['haiku', 'sonnet']);
  });

  it.each([
    ['escalation off', (text: string) => text.replace('escalation: { enabled: true }', '')],
    [
      'escalation off for the type',
      (text: string) =>
        text.replace(
          'escalation: { enabled: true }',
          'escalation: { enabled: true, perAgentType: { own: { enabled: false } } }',
        ),
    ],
    ['routing off', (text: string) => text.replace('routing:\n  enabled: true', 'routing:')],
    [
      'every feature off',
      (text: string) => text.replace('multiModelRouter: true, streaming: true', ''),
    ],
  ])('asks one model once, and nobody judges, with %s', async (_, configured) => {
    const { fleet, simulator, told } = await escalatingFleet(badThenGood, { configured });
    let looks = 0;
    const verify = async () => {
      looks += 1;
      return { kind: 'reject' as const, reasons: [] };
    };
    await fleet.submitTask(ownTask([judged({ verify })]));
    expect({ looks, calls: simulator.log().length }).toEqual({ looks: 0, calls: 1 });
    expect(told('model.verdict')).toEqual([]);
  });

  it('sends the same request for a question that nobody judges', async () => {
    const { verify: _verify, ...plain } = judged();
    const { fleet, simulator } = await escalatingFleet(badThenGood);
    await fleet.submitTask(ownTask([plain]));
    expect(simulator.log()).toMatchObject([{ model: 'claude-haiku-4-5', stream: true }]);
  });

  it('takes the last answer as it is when none is accepted', async () => {
    const { fleet, told } = await escalatingFleet({ answer: () => 'bad' });
    const [answer] = await fleet.submitTask(ownTask([judged()]));
    expect(answer).toMatchObject({ text: 'bad', modelName: 'sonnet' });
    expect(told('model.verdict').map(({ verdict }) => verdict)).toEqual(['reject', 'reject']);
  });

  it('goes on with another model when a provider fails the first one', async () => {
    const { fleet, models, told } = await escalatingFleet({
      answer: ({ model }) =>
        model.startsWith('claude-haiku') ? { text: 'bad', fault: 'overloaded' } : 'good',
    });
    const [answer] = await fleet.submitTask(ownTask([judged()]));
    expect(answer).toMatchObject({ text: 'good', modelName: 'sonnet' });
    expect(told('model.fallback')).toMatchObject([{ from: 'haiku', to: 'sonnet' }]);
    expect(told('model.verdict')).toMatchObject([{ modelName: 'sonnet', verdict: 'accept' }]);
    expect(models().at(-1)).toBe('sonnet');
  });

  it('is stopped while the answer is judged: what was spent is booked, and nothing learned', async () => {
    const stop = new AbortController();
    const { fleet, simulator, p } = await escalatingFleet(badThenGood);
    const verify = async (_: string, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('stopped'));
        });
        stop.abort();
      });
    const stopped = fleet.submitTask(ownTask([judged({ verify })]), { signal: stop.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await fleet.stop();
    expect(simulator.log()).toHaveLength(1);
    expect(await ledger(p)).toMatchObject([{ modelName: 'haiku', outcome: 'succeeded' }]);
    expect(await outcomesOf(p)).toEqual([]);
  });

  it('fails with what a judge throws: that is a mistake in the agent', async () => {
    const { fleet } = await escalatingFleet(badThenGood);
    const mistaken = judged({ verify: async () => Promise.reject(new Error('no such judge')) });
    await expect(fleet.submitTask(ownTask([mistaken]))).rejects.toThrow('no such judge');
  });

  it.each([[undefined], ['accept'], [{ kind: 'good', reasons: [] }], [{ kind: 'accept' }]])(
    'fails with a judge that answers %j, which is no verdict',
    async (answered) => {
      const { fleet } = await escalatingFleet(badThenGood);
      const mistaken = judged({ verify: async (): Promise<Untyped> => answered });
      await expect(fleet.submitTask(ownTask([mistaken]))).rejects.toMatchObject({
        code: 'AGENT_INVALID',
      });
    },
  );

  it('has the command of an agent type of one’s own judge what says nothing else', async () => {
    const command = `[node, -e, "process.exit(require('fs').readFileSync(0, 'utf8').includes('good') ? 0 : 3)"]`;
    const { fleet, models, told } = await escalatingFleet(badThenGood, {
      configured: (text) =>
        text.replace(
          'escalation: { enabled: true }',
          `escalation: { enabled: true, perAgentType: { own: { verifier: { command: ${command} } } } }`,
        ),
    });
    const { verify: _verify, ...plain } = judged();
    const [answer] = await fleet.submitTask(ownTask([plain]));
    expect(answer).toMatchObject({ text: 'good', modelName: 'sonnet' });
    expect(models()).toEqual(['haiku', 'sonnet']);
    expect(told('model.verdict')[0].reasons).toEqual(['node ended with 3: ']);
  });

  it('asks one model for what says nothing, whatever command judges the built-in agents', async () => {
    const { fleet, models } = await escalatingFleet(badThenGood, {
      configured: (text) =>
        text.replace(
          'escalation: { enabled: true }',
          'escalation: { enabled: true, verifier: { command: [node, -e, "process.exit(3)"] } }',
        ),
    });
    const { verify: _verify, ...plain } = judged();
    await fleet.submitTask(ownTask([plain]));
    expect(models()).toEqual(['haiku']);
  });

  it('does not start when what was learned before cannot be read', async () => {
    const started = escalatingFleet(badThenGood, {
      configured: (text) =>
        text.replace('{ enabled: true }', '{ enabled: true, learned: config/learned.json }'),
      files: { 'config/learned.json': '{}' },
    });
    await expect(started).rejects.toMatchObject({
      code: 'DATA_INVALID',
      message: expect.stringContaining('config/learned.json'),
    });
  });

  it('is recorded as what it was: who started and why, each attempt’s cost, and no stream', async () => {
    const { fleet, p } = await escalatingFleet(badThenGood);
    await fleet.submitTask(ownTask([judged()]));
    await fleet.stop();
    const memory = new SwarmMemoryManager(p.path('data/fleet.db'));
    onTestFinished(async () => memory.close());
    const [selection, ...others] = await memory.query('routing/selections/%');
    expect(others).toEqual([]);
    expect(selection?.value).toMatchObject({
      modelName: 'haiku',
      reason: 'haiku is on trial: 0 tasks like this started there so far',
      fallbackModels: ['sonnet'],
    });
    const costs = await memory.query('routing/costs/%');
    expect(new Set(costs.map(({ value }) => value.modelName))).toEqual(
      new Set(['haiku', 'sonnet']),
    );
    expect(await memory.query('streaming/sessions/%')).toEqual([]);
  });

  it('learns from each verified question of a task, once', async () => {
    const { fleet, p } = await escalatingFleet(badThenGood);
    const { verify: _verify, ...plain } = judged();
    await fleet.submitTask(ownTask([plain, judged(), judged()]));
    await fleet.submitTask(ownTask([judged()]));
    await fleet.stop();
    const learned = await outcomesOf(p);
    expect(learned.map(({ id }) => id)).toEqual(['t1', 't1#2']);
  });

  it('starts with the strong model once the cheap one does not pay', async () => {
    const { fleet, p, models, told } = await escalatingFleet(badThenGood);
    await fleet.submitTask(ownTask([judged()]));
    const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'create' });
    onTestFinished(async () => store.close());
    const [seen] = await store.outcomes.latest(1);
    for (let more = 0; more < 60; more += 1) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      if (seen !== undefined) await store.outcomes.add({ ...seen, id: String(more) });
    }
    // What others learn is known after two seconds.
    await expect
      .poll(
        async () => {
          const before = models().length;
          await fleet.submitTask(ownTask([judged()], `later-${before}`));
          return models().slice(before);
        },
        { timeout: 10_000, interval: 500 },
      )
      .toEqual(['sonnet']);
    expect(told('model.escalation').at(-1)?.reason).toBe(
      'sonnet at once: no cheaper model pays and holds the quality',
    );
  });

  it('tells the log when an outcome cannot be kept, and gives the answer all the same', async () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const { fleet, p } = await escalatingFleet(badThenGood, { logger });
    const verify = async () => {
      const database = new Database(p.path('data/fleet.db'));
      database.exec('DROP TABLE aqe_outcomes');
      database.close();
      return { kind: 'accept' as const, reasons: ['fine'] };
    };
    const [answer] = await fleet.submitTask(ownTask([judged({ verify })]));
    expect(answer.text).toBe('bad');
    expect(warnings).toContain('what became of task t1 could not be kept');
  });
});
