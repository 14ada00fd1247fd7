import { randomUUID } from 'node:crypto';
import type { FleetSettings } from '../config/settings/fleet-settings.ts';
import type { Decision } from '../core/routing/decision.ts';
import type { ModelSelection } from '../core/routing/model-selection.ts';
import type { BudgetCondition, RouterSettings } from '../core/routing/routed-model.ts';
import { route } from '../core/routing/route.ts';
import { toModelSelection } from '../core/routing/to-model-selection.ts';
import type { QETask } from '../fleet/agent/agent-types.ts';
import type { ModelConfig, ModelStats } from '../fleet/agent/model-routing.ts';
import { selecting } from '../fleet/agent/documented-errors.ts';
import { asRouted } from '../fleet/as-routed.ts';
import { asFleetTask } from '../fleet/desk/as-fleet-task.ts';
import { type RoutingOptions, type TaskRouter, withRegistered } from '../fleet/desk/task-router.ts';
import type { FleetTask } from '../fleet/task.ts';
import { CostTracker } from './cost-tracker.ts';
import type { RoutingConfig } from './fleet-config.ts';
import { type Machine, thisMachine } from './machine.ts';
import { readConfig } from './read-config.ts';

/** What a router shares with a fleet. */
export interface ModelRouterParts {
  readonly machine: Machine;
  readonly settings: () => Promise<FleetSettings>;
  readonly costs: CostTracker;
  /** How the budget stands for a task; undefined without one. */
  readonly budgetFor: (taskId: string) => Promise<BudgetCondition | undefined>;
}

/**
 * Chooses models for tasks: by their complexity, with an eye on ranges, prices, context windows and budgets. A face of {@link route}: the same task and the same
 * configuration give the same choice.
 */
export class ModelRouter implements TaskRouter {
  readonly #parts: ModelRouterParts;
  readonly #registered: ModelConfig[] = [];
  readonly #chosen = new Map<string, { count: number; score: number }>();

  /**
   * @param routing the section `routing` of a configuration; `enabled` counts for fleets only
   * @param parts what a fleet gives its router
   */
  constructor(routing: RoutingConfig = {}, parts: Partial<ModelRouterParts> = {}) {
    const machine = parts.machine ?? thisMachine();
    const settings =
      parts.settings ?? (async () => (await readConfig({ routing }, machine)).settings);
    this.#parts = {
      machine,
      settings,
      costs: parts.costs ?? new CostTracker({ routing }, { machine }),
      budgetFor: parts.budgetFor ?? (async () => undefined),
    };
  }

  async selectModel(task: QETask): Promise<ModelSelection> {
    const fleetTask = asFleetTask(task, task.agentType ?? task.type);
    const budget = await this.#parts.budgetFor(task.id ?? randomUUID());
    const decision = await this.decide(fleetTask, { conditions: { budget } });
    return toModelSelection(decision, this.#parts.machine.clock.now());
  }

  registerModel(model: ModelConfig): void {
    const at = this.#registered.findIndex(({ name }) => name === model.name);
    this.#registered.splice(at < 0 ? this.#registered.length : at, at < 0 ? 0 : 1, model);
  }

  getModelStats(): Readonly<Record<string, ModelStats>> {
    const stats = [...this.#chosen].map(([name, { count, score }]) => [
      name,
      { selected: count, averageComplexity: score / count },
    ]);
    return Object.fromEntries(stats);
  }

  /** What the models have cost. */
  getCostTracker(): CostTracker {
    return this.#parts.costs;
  }

  async decide(task: FleetTask, options: RoutingOptions = {}): Promise<Decision> {
    const settings = await this.settings();
    const decision = selecting(() => route(asRouted(task), { settings, ...options }));
    const { name } = decision.model;
    const { count, score } = this.#chosen.get(name) ?? { count: 0, score: 0 };
    this.#chosen.set(name, { count: count + 1, score: score + decision.analysis.score });
    return decision;
  }

  async settings(): Promise<RouterSettings> {
    const { settings, machine } = this.#parts;
    const { routerSetup } = await import('../config/settings/router-settings.ts');
    const { routing } = await settings();
    const catalogue = await machine.ports.catalogue();
    const setup = routerSetup(routing, catalogue).settings;
    if (this.#registered.length === 0) return setup;
    const added = await readConfig({ routing: { models: this.#registered } }, machine);
    const registered = routerSetup(added.settings.routing, catalogue).settings;
    return { ...setup, models: withRegistered(setup.models, registered.models) };
  }
}
