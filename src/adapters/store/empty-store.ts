import type { BudgetStore, LedgerReader } from '../../core/cost/budget-store.ts';

/** What a database that nothing was recorded in answers to those who only read. */
export const emptyStore: BudgetStore & LedgerReader = {
  reserve: async () => onlyRead(),
  renew: async () => false,
  settle: async () => onlyRead(),
  expire: async () => 0,
  windows: async (keys) => keys.map((key) => ({ key, spent: 0, reserved: 0 })),
  sum: async () => [],
  countTasks: async () => [],
  entries: nothing,
  close: async () => undefined,
};

// oxlint-disable-next-line no-empty-function
async function* nothing(): AsyncGenerator<never> {}

function onlyRead(): never {
  throw new Error('money is moved in a store that was opened to be read');
}
