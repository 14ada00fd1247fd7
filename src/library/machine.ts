import type { FleetStore } from '../core/fleet-store.ts';
import type { Workbench } from '../core/escalation/workbench.ts';
import type { Catalogue } from '../core/cost/catalogue.ts';
import type { StoreOptions, StoreTarget } from '../core/cost/store-target.ts';
import type { OpenProvider, ProviderRequest } from '../core/open-provider.ts';
import type { Clock, Files, Scheduler } from '../core/ports.ts';
import { systemClock } from '../adapters/system-clock.ts';

/** The outside world of a library user: this machine, unless a test says otherwise. */
export interface Machine {
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative names count from. */
  readonly cwd: string;
  readonly files: () => Promise<Files>;
  readonly ports: {
    catalogue(): Promise<Catalogue>;
    provider(request: ProviderRequest): Promise<OpenProvider>;
    scheduler(): Promise<Scheduler>;
    store(target: StoreTarget, options: StoreOptions): Promise<FleetStore>;
    /** Where answers are tried without harm to a project. @param without files that are left out of its copies */
    workbench(project: string, without: readonly string[]): Promise<Workbench>;
  };
}

/** This machine. Each adapter is loaded at its first use. */
export function thisMachine(parts: Partial<Machine> = {}): Machine {
  const cwd = parts.cwd ?? process.cwd();
  return {
    clock: systemClock,
    // oxlint-disable-next-line node/no-process-env -- the one place where the library reads it
    env: process.env,
    cwd,
    files: async () => (await import('../adapters/node-files.ts')).nodeFiles(cwd),
    ports: {
      catalogue: async () => (await import('../adapters/model-catalogue.ts')).openCatalogue(),
      provider: async (request) =>
        (await import('../adapters/open-provider.ts')).openProvider(request),
      scheduler: async () => (await import('../adapters/system-scheduler.ts')).systemScheduler,
      store: async (target, options) =>
        (await import('../adapters/open-store.ts')).openStore(target, options),
      workbench: async (project, without) =>
        (await import('../adapters/workbench.ts')).workbench(project, without),
    },
    ...parts,
  };
}
