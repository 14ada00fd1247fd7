import fc from 'fast-check';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../src/adapters/simulator/start-simulator.ts';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { valueAt } from '../../src/config/values.ts';
import type { LedgerEntry } from '../../src/core/cost/budget-store.ts';
import type { ScriptedReply, SimulatedCall } from '../../src/core/simulation.ts';
import { type Project, project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { KEY, ledger } from '../helpers/run-stage.ts';

const RUNS = 50;

/** What a model does when it is asked. */
interface Turn {
  readonly behaviour: 'good' | 'bad' | 'overloaded' | 'server-error' | 'cut-mid-text';
  readonly words: number;
}

/** A fleet, its money, and what its models do. */
interface Scenario {
  /** Nano-dollars per token of input, by model; output costs five times as much. */
  readonly prices: readonly number[];
  readonly maxAttempts: number;
  readonly maxRetries: number;
  /** Thousandths of a dollar. */
  readonly perTask: number | null;
  readonly daily: number;
  readonly maxTokens: number;
  /** The tasks, one after the other, and what comes of their calls in order. */
  readonly tasks: readonly (readonly Turn[])[];
}

const turn = fc.record({
  behaviour: fc.constantFrom(
    'good',
    'bad',
    'bad',
    'bad',
    'overloaded',
    'server-error',
    'cut-mid-text',
  ),
  words: fc.integer({ min: 0, max: 200 }),
});

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  prices: fc.array(fc.integer({ min: 100, max: 20_000 }), { minLength: 1, maxLength: 4 }),
  maxAttempts: fc.integer({ min: 1, max: 5 }),
  maxRetries: fc.integer({ min: 0, max: 1 }),
  perTask: fc.option(fc.integer({ min: 1, max: 100 })),
  daily: fc.integer({ min: 1, max: 200 }),
  maxTokens: fc.integer({ min: 50, max: 500 }),
  tasks: fc.array(fc.array(turn, { minLength: 10, maxLength: 10 }), { minLength: 1, maxLength: 3 }),
});

function configOf({ prices, maxAttempts, maxRetries, perTask, daily }: Scenario): string {
  const models = prices.map(
    (price, index) =>
      `    - { name: m${index}, provider: p, model: id-${index}, complexityRange: { min: 0, max: 1 }, capabilities: { maxTokens: 200000, costPer1kTokens: { input: ${price / 1e6}, output: ${price / 2e5} } } }\n`,
  );
  return `features: { multiModelRouter: true }
routing:
  enabled: true
  defaultModel: m0
  escalation: { enabled: true, maxAttempts: ${maxAttempts}, minSamples: 1, explore: 0.2 }
  costTracking:
    enabled: true
    budgetLimits: { perTask: ${perTask === null ? 'null' : perTask / 1000}, daily: ${daily / 1000} }
  models:
${models.join('')}streaming: { retryConfig: { maxRetries: ${maxRetries}, backoffMs: 1 } }
`;
}

/** A good answer fits the schema of a report; all of them say whose they are. */
function answerOf({ behaviour, words }: Turn, model: string): ScriptedReply {
  const padding = 'word '.repeat(words);
  const report = { verdict: 'pass', summary: `${model} says: ${padding}`, findings: [] };
  const isReport = behaviour === 'good' || behaviour === 'cut-mid-text';
  return {
    text: isReport ? JSON.stringify(report) : `${model} says: ${padding}`,
    fault: behaviour === 'good' || behaviour === 'bad' ? undefined : behaviour,
  };
}

/** What is spent and held in a window. */
interface Window {
  readonly key: string;
  readonly spent: number;
  readonly reserved: number;
}

/** The windows of a fleet as they are in its database now. */
function windowsOf(p: Project): readonly Window[] {
  const database = new Database(p.path('data/fleet.db'), { readonly: true });
  const rows: unknown[] = database.prepare('SELECT * FROM aqe_budget_windows').all();
  database.close();
  return rows.map((row) => ({
    key: String(valueAt(row, ['key'])),
    spent: Number(valueAt(row, ['spent'])),
    reserved: Number(valueAt(row, ['reserved'])),
  }));
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** What the provider bills. */
function priceOf({ model, billed }: SimulatedCall, { prices }: Scenario): number {
  const price = prices[Number(model?.slice('id-'.length))] ?? NaN;
  return billed.input * price + billed.output * 5 * price;
}

/** Models in the order in which they were tried; calls of one model that follow each other are retries. */
function tried(entries: readonly LedgerEntry[]): readonly string[] {
  return entries
    .map(({ modelName }) => modelName)
    .filter((name, index, all) => name !== all[index - 1]);
}

/** How often a run met what the property is about. */
const met = { accepted: 0, stood: 0, withoutMoney: 0, noAnswer: 0 };

interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** The calls that reached the provider. */
  readonly calls: readonly SimulatedCall[];
  readonly entries: readonly LedgerEntry[];
}

const costOf = (entries: readonly LedgerEntry[]): number => sum(entries.map(({ cost }) => cost));

/** What was answered is billed as the provider bills it, and what failed never below that. */
function isBilled({ calls, entries }: Ended, scenario: Scenario): void {
  const billed = (some: readonly SimulatedCall[]): number =>
    sum(some.map((call) => priceOf(call, scenario)));
  const succeeded = entries.filter(({ outcome }) => outcome === 'succeeded');
  expect(costOf(succeeded)).toBe(billed(calls.filter(({ outcome }) => outcome === 'finished')));
  expect(costOf(entries)).toBeGreaterThanOrEqual(billed(calls));
}

/** The last whole answer stands, whatever came after it, and its bill is that of all attempts. */
function stands({ code, stdout, calls, entries }: Ended): void {
  const last = calls.findLast(({ outcome }) => outcome === 'finished');
  const answer: unknown = JSON.parse(stdout);
  if (last === undefined) {
    expect([ExitCode.budget, ExitCode.provider]).toContain(code);
    expect(answer).toHaveProperty('error');
    met.noAnswer += 1;
    return;
  }
  expect([ExitCode.ok, ExitCode.negative]).toContain(code);
  expect(valueAt(answer, ['model', 'id'])).toBe(last.model);
  expect(JSON.stringify(valueAt(answer, ['result']))).toContain(`${last.model} says`);
  expect(valueAt(answer, ['cost', 'nanoUsd'])).toBe(costOf(entries));
  if (code === ExitCode.ok) met.accepted += 1;
  if (!stdout.includes('the answer before stands')) return;
  met.stood += 1;
  if (/failed: .*\b(?:limit|budget)\b.*; the answer/.test(stdout)) met.withoutMoney += 1;
}

/** Before a call is made, what it may cost is held. */
function isHeld({ entries }: Ended, during: readonly (readonly Window[])[]): void {
  expect(during).toHaveLength(entries.length);
  for (const [index, { cost }] of entries.entries()) {
    const day = during[index]?.find(({ key }) => key.startsWith('day:'));
    expect(day?.reserved).toBeGreaterThanOrEqual(cost);
  }
}

/** No more is spent and held than allowed. */
function isWithin(windows: readonly Window[], { perTask, daily }: Scenario): void {
  for (const { key, spent, reserved } of windows) {
    if (key.startsWith('day:')) expect(spent + reserved).toBeLessThanOrEqual(daily * 1e6);
    if (key.startsWith('task:') && perTask !== null) {
      expect(spent + reserved).toBeLessThanOrEqual(perTask * 1e6);
    }
  }
}

it(`keeps to every budget in ${RUNS} fleets whose models are wrong, fail and cost what they like`, async () => {
  let turns: Turn[] = [];
  let during: Window[][] = [];
  let p = project();
  const simulator = await startSimulator({
    key: KEY,
    retryAfterS: 0,
    answer: ({ model }) => {
      during.push([...windowsOf(p)]);
      return answerOf(turns.shift() ?? { behaviour: 'good', words: 0 }, model);
    },
  });
  onTestFinished(async () => simulator.close());
  const env = { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: KEY };

  const run = async (scenario: Scenario): Promise<Ended> => {
    const [before, booked] = [simulator.log().length, (await ledger(p)).length];
    const argv = `run Ready? --type quality-gate --json --max-tokens ${scenario.maxTokens}`;
    const { code, stdout } = await inProcess(argv.split(' '), { cwd: p.dir, env });
    const entries = (await ledger(p)).slice(booked);
    return { code, stdout, calls: simulator.log().slice(before), entries };
  };

  const property = fc.asyncProperty(scenarios, async (scenario) => {
    p = project({ 'config/fleet.yaml': configOf(scenario) });
    for (const task of scenario.tasks) {
      [turns, during] = [[...task], []];
      // oxlint-disable-next-line no-await-in-loop -- what is left for a task is what those before it did not spend
      const ended = await run(scenario);
      const most = Math.min(scenario.maxAttempts, scenario.prices.length);
      expect(tried(ended.entries).length).toBeLessThanOrEqual(most);
      isBilled(ended, scenario);
      stands(ended);
      isHeld(ended, during);
      for (const windows of [...during, windowsOf(p)]) isWithin(windows, scenario);
      expect(sum(windowsOf(p).map(({ reserved }) => reserved))).toBe(0);
    }
  });
  await fc.assert(property, { numRuns: RUNS, seed: 1 });
  for (const times of Object.values(met)) expect(times).toBeGreaterThan(RUNS / 20);
}, 60_000);
