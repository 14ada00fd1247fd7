import { onTestFinished } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import type { ModelSelection } from '../../src/core/routing/model-selection.ts';
import type { QETask } from '../../src/fleet/agent/agent-types.ts';
import { BaseAgent } from '../../src/fleet/agent/base-agent.ts';
import type { Untyped } from '../../src/fleet/agent/untyped.ts';
import { silentLogger } from '../../src/fleet/agent/logger.ts';
import type { FleetConfig } from '../../src/library/fleet-config.ts';
import type { FleetDependencies } from '../../src/library/fleet-dependencies.ts';
import { FleetManager } from '../../src/library/fleet-manager.ts';
import { project } from './project.ts';

/** What a test sees of a fleet. */
export interface TestFleet {
  readonly fleet: FleetManager;
  /** The types of the events so far, each once, in order. */
  readonly eventTypes: () => readonly string[];
  /** The data of all events of a type. */
  readonly dataOf: (type: string) => readonly Untyped[];
  readonly dir: string;
}

/** A fleet in a folder of its own, with an environment of its own, that ends with the test. It is initialized. */
export async function testFleet(
  config: FleetConfig,
  dependencies: FleetDependencies = {},
  prepare: (fleet: FleetManager) => void = () => undefined,
): Promise<TestFleet> {
  const { dir } = project();
  const machine = { env: {}, cwd: dir, ...dependencies.machine };
  const fleet = new FleetManager(
    { agents: [], ...config },
    { logger: silentLogger, ...dependencies, machine },
  );
  const heard: { readonly type: string; readonly event: unknown }[] = [];
  const emit = fleet.emit.bind(fleet);
  fleet.emit = (type: string | symbol, ...values: unknown[]) => {
    heard.push({ type: String(type), event: values[0] });
    return emit(type, ...values);
  };
  fleet.registerAgent('asking', AskingAgent);
  prepare(fleet);
  onTestFinished(async () => fleet.stop());
  await fleet.initialize();
  return {
    fleet,
    dir,
    eventTypes: () => [...new Set(heard.map(({ type }) => type))],
    dataOf: (type) =>
      heard.filter((one) => one.type === type).map(({ event }) => valueAt(event, ['data'])),
  };
}

/** An agent that asks its model once, and answers what it got and by whom. */
class AskingAgent extends BaseAgent {
  protected override async performTaskImpl(
    task: QETask,
    selection?: ModelSelection,
  ): Promise<unknown> {
    const { text, modelName, cost } = await this.askModel(`Answer to ${task.id}`);
    return { text, modelName, cost, selected: selection?.modelName };
  }
  protected override async initializeComponents(): Promise<void> {}
  protected override async loadKnowledge(): Promise<void> {}
  protected override async cleanup(): Promise<void> {}
}

/** Everything on, with a limit a day in US dollars. */
export function everythingOn(daily = 5): FleetConfig {
  return {
    features: { multiModelRouter: true, streaming: true },
    routing: { enabled: true, costTracking: { enabled: true, budgetLimits: { daily } } },
    streaming: { enabled: true },
  };
}
