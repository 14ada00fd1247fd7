import type { FleetStore } from '../../core/fleet-store.ts';
import { noFlags } from '../../core/flags/no-flags.ts';

/** What a database that nothing was recorded in answers to those who only read. */
export const emptyStore: FleetStore = {
  reserve: async () => onlyRead(),
  renew: async () => false,
  settle: async () => onlyRead(),
  expire: async () => 0,
  windows: async (keys) => keys.map((key) => ({ key, spent: 0, reserved: 0 })),
  sum: async () => [],
  countTasks: async () => [],
  entries: nothing,
  flags: {
    read: async () => noFlags,
    change: async () => onlyRead(),
    listen: () => async () => undefined,
  },
  replicas: {
    report: async () => onlyRead(),
    live: async () => [],
    leave: async () => undefined,
  },
  audit: {
    append: async () => onlyRead(),
    list: async () => [],
  },
  feedback: { add: async () => onlyRead(), list: async () => [] },
  outcomes: { add: async () => onlyRead(), latest: async () => [] },
  tasks: {
    accept: async () => onlyRead(),
    claim: async () => [],
    renew: async () => [],
    finish: async () => false,
    release: async () => false,
    recover: async () => 0,
    cancel: async () => undefined,
    get: async () => undefined,
    depth: async () => ({ queued: 0, running: 0 }),
    records: nothing,
    forget: async () => 0,
  },
  memory: {
    get: async () => undefined,
    list: async () => [],
    stats: async () => [],
    put: async () => onlyRead(),
    putAll: async () => onlyRead(),
    remove: async () => false,
    clear: async () => 0,
    removeExpired: async () => 0,
  },
  close: async () => undefined,
};

// oxlint-disable-next-line no-empty-function
async function* nothing(): AsyncGenerator<never> {}

function onlyRead(): never {
  throw new Error('something is written to a store that was opened to be read');
}
