import { onTestFinished } from 'vitest';
import { startSimulator } from '../../src/adapters/simulator/start-simulator.ts';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import type { LedgerEntry } from '../../src/core/cost/budget-store.ts';
import type { Simulator, SimulatorOptions } from '../../src/core/simulation.ts';
import { entriesOf } from './budget-requests.ts';
import { type Project, project } from './project.ts';
import { inProcess, type Outcome, type RunOptions } from './run-cli.ts';

/** What the simulator lets in. */
export const KEY = 'sk-ant-test';
/** Sonnet's list prices, in nano-dollars per token. */
const PRICE = { input: 2000, output: 10_000 };

/** Everything of 1.0.5 is on. */
export const on: string = `features: { multiModelRouter: true, streaming: true }
routing:
  enabled: true
  defaultModel: sonnet
  models:
    - name: sonnet
      provider: anthropic
      model: claude-sonnet-5
      capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.002, output: 0.01 } }
      complexityRange: { min: 0, max: 1 }
  costTracking:
    enabled: true
    budgetLimits: { daily: 1, monthly: 5 }
streaming:
  enabled: true
  timeoutMs: 300
  retryConfig: { maxRetries: 2, backoffMs: 1, backoffMultiplier: 1 }
`;

/** A project whose model answers on the loopback interface. */
interface Stage {
  readonly p: Project;
  readonly simulator: Simulator;
  readonly run: (argv: readonly string[], options?: RunOptions) => Promise<Outcome>;
}

/** Sets it up; everything ends with the test. */
export async function stage(
  config: string | undefined,
  options: SimulatorOptions = {},
): Promise<Stage> {
  const simulator = await startSimulator({ key: KEY, retryAfterS: 0, ...options });
  onTestFinished(async () => simulator.close());
  const p = project(config === undefined ? {} : { 'config/fleet.yaml': config });
  const env = { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: KEY };
  return {
    p,
    simulator,
    run: async (argv, more = {}) =>
      inProcess(['run', ...argv], { cwd: p.dir, ...more, env: { ...env, ...more.env } }),
  };
}

/** What was booked. */
export async function ledger(p: Project): Promise<readonly LedgerEntry[]> {
  const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
  try {
    return await entriesOf(store);
  } finally {
    await store.close();
  }
}

/** Nano-dollars that the provider bills for all calls. */
export const billed = (simulator: Simulator): number =>
  simulator
    .log()
    .reduce(
      (sum, { billed: { input, output } }) => sum + input * PRICE.input + output * PRICE.output,
      0,
    );

/** Nano-dollars that are held for today. */
export async function ledgerHolds(p: Project): Promise<number> {
  const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
  try {
    const [day] = await store.windows(['day:2026-11-23@UTC']);
    return day?.reserved ?? 0;
  } finally {
    await store.close();
  }
}
