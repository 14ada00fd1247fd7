import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import { budgetSettings } from '../../core/cost/budget-settings.ts';
import type { BudgetStore } from '../../core/cost/budget-store.ts';
import { budgetWindows } from '../../core/cost/budget-windows.ts';
import type { Clock } from '../../core/ports.ts';
import type { MetricSources } from '../../server/service-metrics.ts';

/** Whose budget it is. */
interface BudgetOwner {
  readonly store: BudgetStore;
  readonly settings: FleetSettings;
  readonly simulated: boolean;
  readonly clock: Clock;
}

/** How the windows of this moment stand. */
export function budgetState(owner: BudgetOwner): MetricSources['budget'] {
  const { store, settings, simulated, clock } = owner;
  const windows = budgetWindows(budgetSettings(settings.costs), simulated ? 'simulated' : '');
  return async () => {
    const now = windows.at(clock.now().getTime());
    const states = await store.windows(now.map(({ key }) => key));
    return now.flatMap((window, index) => {
      const state = states[index];
      return state === undefined ? [] : [[window, state] as const];
    });
  };
}
