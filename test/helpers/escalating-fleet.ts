import { onTestFinished } from 'vitest';
import { startSimulator } from '../../src/adapters/simulator/start-simulator.ts';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { valueAt } from '../../src/config/values.ts';
import type { VerifiedOutcome } from '../../src/core/escalation/outcome-log.ts';
import type { Clock } from '../../src/core/ports.ts';
import type { Simulator, SimulatorOptions } from '../../src/core/simulation.ts';
import type { QETask } from '../../src/fleet/agent/agent-types.ts';
import { BaseAgent } from '../../src/fleet/agent/base-agent.ts';
import { type Logger, silentLogger } from '../../src/fleet/agent/logger.ts';
import type { ModelAnswer, ModelQuestion } from '../../src/fleet/agent/model-question.ts';
import type { Untyped } from '../../src/fleet/agent/untyped.ts';
import { FleetManager } from '../../src/library/fleet-manager.ts';
import { config } from './escalation-stage.ts';
import { type Project, project } from './project.ts';
import { KEY } from './run-stage.ts';

/** What a fleet may be like. */
interface FleetSetup {
  /** Changes the configuration, which has escalation on. */
  readonly configured?: (text: string) => string;
  readonly files?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** What a test sees of it. */
interface EscalatingFleet {
  readonly fleet: FleetManager;
  readonly simulator: Simulator;
  readonly p: Project;
  /** The data of the bus's events so far, by their types. */
  readonly told: (type: string) => readonly Untyped[];
  readonly models: () => readonly string[];
}

/** A project with the configuration, and a simulator that its models are asked at. */
export async function escalationPlace(
  options: SimulatorOptions,
  { configured = (text) => text, files = {} }: FleetSetup = {},
): Promise<Pick<EscalatingFleet, 'simulator' | 'p'> & { readonly env: Record<string, string> }> {
  const simulator = await startSimulator({ key: KEY, retryAfterS: 0, ...options });
  onTestFinished(async () => simulator.close());
  const p = project({ 'config/fleet.yaml': configured(config), ...files });
  return { simulator, p, env: { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: KEY } };
}

/** A fleet with haiku, sonnet and agents of type `own`, where answers that can be judged are; it ends with the test. */
export async function escalatingFleet(
  options: SimulatorOptions,
  setup: FleetSetup = {},
): Promise<EscalatingFleet> {
  const { simulator, p, env } = await escalationPlace(options, setup);
  const { logger = silentLogger, clock } = setup;
  const machine = { env, cwd: p.dir, ...(clock === undefined ? {} : { clock }) };
  const fleet = new FleetManager('config/fleet.yaml', { machine, logger });
  const heard: (readonly [type: string, data: Untyped])[] = [];
  const emit = fleet.emit.bind(fleet);
  fleet.emit = (type: string | symbol, ...values: unknown[]) => {
    heard.push([String(type), valueAt(values[0], ['data'])]);
    return emit(type, ...values);
  };
  fleet.registerAgent('own', OwnAgent);
  onTestFinished(async () => fleet.stop());
  await fleet.initialize();
  return {
    fleet,
    simulator,
    p,
    told: (type) => heard.filter(([one]) => one === type).map(([, data]) => data),
    models: () =>
      simulator.log().map(({ model }) => (model ?? '').replace(/^claude-(\w+)-.*$/, '$1')),
  };
}

/** Asks what its task says, with the judge that its task brings. */
class OwnAgent extends BaseAgent {
  protected override async performTaskImpl({
    payload,
  }: QETask): Promise<ModelAnswer | readonly ModelAnswer[]> {
    const questions: readonly ModelQuestion[] = payload.questions;
    const answers: ModelAnswer[] = [];
    for (const question of questions) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      answers.push(await this.askModel(question));
    }
    return answers;
  }
  protected override async initializeComponents(): Promise<void> {}
  protected override async loadKnowledge(): Promise<void> {}
  protected override async cleanup(): Promise<void> {}
}

/** A question with a judge that accepts what sonnet says. */
export const judged = (more: Partial<ModelQuestion> = {}): ModelQuestion => ({
  messages: [{ role: 'user', text: 'Say something good.' }],
  maxTokens: 500,
  verify: async (answer) => ({
    kind: answer.includes('good') ? 'accept' : 'reject',
    reasons: [`it says ${answer}`],
  }),
  ...more,
});

/** Haiku's answers are bad, sonnet's are good. */
export const badThenGood: SimulatorOptions = {
  answer: ({ model }) => (model.startsWith('claude-haiku') ? 'bad' : 'good'),
};

/** A task of type `own` that asks these questions. */
export const ownTask = (questions: readonly ModelQuestion[], id = 't1') => ({
  id,
  type: 'own',
  description: 'Rename x.',
  payload: { questions },
});

/** What was learned from. */
export async function outcomesOf(p: Project): Promise<readonly VerifiedOutcome[]> {
  const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
  onTestFinished(async () => store.close());
  return store.outcomes.latest(100);
}

/** Nano-dollars for a token, input and output, as the configuration has them. */
export const prices = { haiku: [1000, 5000], sonnet: [2000, 10_000] } as const;
