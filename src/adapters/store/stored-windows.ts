import type { BudgetWindow, WindowKind } from '../../core/cost/budget-store.ts';

/** The windows of a reservation, from the JSON that a store made of them; undefined members were left out of it. */
export function windowsOf(json: string): BudgetWindow[] {
  const windows: unknown = JSON.parse(json);
  return Array.isArray(windows) ? windows.filter(isWindow) : [];
}

const kinds: readonly (WindowKind | undefined)[] = ['task', 'day', 'week', 'month'];

function isWindow(value: unknown): value is BudgetWindow {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('key' in value)) {
    return false;
  }
  return kinds.some((kind) => kind === value.kind) && typeof value.key === 'string';
}
