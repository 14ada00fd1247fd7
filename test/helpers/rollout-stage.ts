import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import type { SharedFlags } from '../../src/core/flags/flag-store.ts';
import type { FleetStore } from '../../src/core/fleet-store.ts';
import { type ArmModel, canaryTasks } from './canary-tasks.ts';
import { type Project, project } from './project.ts';
import { inProcess, type Outcome, type RunOptions } from './run-cli.ts';

const config = 'database: {type: sqlite, filename: ./data/fleet.db}\n';
/** When a rollout of a test begins. */
export const START: string = '2026-11-23T12:00:00Z';
export const HOUR: number = 3_600_000;
/** So much later, as ISO 8601. */
export const later = (ms: number): string => new Date(Date.parse(START) + ms).toISOString();

/** A project with a store, and `aqe canary` in it. */
export interface RolloutStage {
  readonly p: Project;
  readonly canary: (line: string, options?: RunOptions) => Promise<Outcome>;
  readonly store: <T>(work: (store: FleetStore) => Promise<T>) => Promise<T>;
}

/** Sets one up; everything ends with the test. */
export const rolloutStage = (files: Readonly<Record<string, string>> = {}): RolloutStage => {
  const p = project({ 'config/fleet.yaml': config, ...files });
  return {
    p,
    canary: async (line, options = {}) =>
      inProcess(
        ['canary', ...(line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))],
        {
          cwd: p.dir,
          now: START,
          env: { USER: 'ada' },
          ...options,
        },
      ),
    store: async (work) => {
      const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'create' });
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
  };
};

/** The shared flags as they are. */
export const flagsOf = async ({ store }: RolloutStage): Promise<SharedFlags> =>
  store(async ({ flags }) => flags.read());
/** Who did what, the newest first. */
export const actionsOf = async ({ store }: RolloutStage): Promise<readonly string[]> =>
  store(async ({ audit }) =>
    (await audit.list({ limit: 99 })).map(({ action, by }) => `${action} ${by}`),
  );

/** Tasks of a stage, spread over its first hour, as replicas would have kept them. */
export const recordTasks = async (
  { store }: RolloutStage,
  models: { readonly canary: ArmModel; readonly sizes?: readonly [number, number] },
): Promise<void> => {
  const [few, many] = models.sizes ?? [300, 900];
  await store(async ({ tasks }) => {
    for (const [variant, list] of [
      ['canary', canaryTasks(few, models.canary, 'canary')],
      ['stable', canaryTasks(many, {}, 'stable')],
    ] as const) {
      for (const [index, { status, durationMs, costUsd, agentType, at }] of list.entries()) {
        const accepted = Date.parse(START) + 10_000 + (at % HOUR);
        const id = `${variant}-${index}`;
        await tasks.accept(
          {
            id,
            fingerprint: id,
            agentType,
            taskType: agentType,
            priority: 0,
            request: {},
            admission: {
              features: { multiModelRouter: true, streaming: true },
              variant,
              generation: 1,
            },
            at: accepted,
          },
          { limit: 10_000, claim: { replica: 'r', now: accepted, leaseMs: 1000 } },
        );
        await tasks.finish({
          id,
          attempt: 1,
          status,
          at: accepted + 1000,
          durationMs,
          cost: Math.round(costUsd * 1e9),
        });
      }
    }
  });
};
