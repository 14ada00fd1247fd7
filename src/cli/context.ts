import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { FleetStore } from '../core/fleet-store.ts';
import type { Catalogue } from '../core/cost/catalogue.ts';
import type { StoreOptions, StoreTarget } from '../core/cost/store-target.ts';
import type {
  BackupStorage,
  DatabaseProbe,
  Files,
  HttpText,
  Kubectl,
  Programs,
  Scheduler,
  WatchFile,
} from '../core/ports.ts';
import type { MemoryEntries } from '../core/memory/memory-entries.ts';
import type { OpenProvider, ProviderRequest } from '../core/open-provider.ts';
import type { Workbench } from '../core/escalation/workbench.ts';
import type { Simulator, SimulatorOptions } from '../core/simulation.ts';
import type { ExecutorOptions, TaskExecutor } from '../core/tasks/task-executor.ts';
import type { CodeAccess } from '../core/source-ports.ts';
import type { ExitCode } from './exit-code.ts';
import type { Reporter } from './reporter.ts';
import type { Environment, World } from './world.ts';

/** What a fleet of agents shares with the command that runs it. */
interface ExecutorWorld extends Pick<World, 'clock' | 'cwd' | 'env'> {
  readonly store: FleetStore;
}

/** What costs time to load is opened when a command asks for it. */
export interface Ports {
  backups(signal: AbortSignal): Promise<BackupStorage>;
  catalogue(): Promise<Catalogue>;
  /** The source code of a project, as git, Node and TypeScript see it. */
  code(cwd: string, signal: AbortSignal): Promise<CodeAccess>;
  databaseProbe(): Promise<DatabaseProbe>;
  httpText(): Promise<HttpText>;
  /** The cluster, as `kubectl` on the PATH of this environment reaches it. */
  kubectl(world: Pick<World, 'cwd' | 'env' | 'signal'>): Promise<Kubectl>;
  /** The files that names, folders and patterns mean, relative to `cwd`. Rejects with AqeError FILE_NOT_FOUND, FILE_UNREADABLE, INTERRUPTED. */
  inputs(
    patterns: readonly string[],
    from: Pick<World, 'cwd' | 'signal'>,
  ): Promise<readonly string[]>;
  /** The agents' memory; rejects with AqeError STORE_UNAVAILABLE. */
  memory(target: StoreTarget, cwd: string): Promise<MemoryEntries>;
  /** A fleet of agents; rejects with AqeError AGENT_INVALID, USAGE, CONFIG_…. The store stays open when it is closed. */
  executor(options: ExecutorOptions, world: ExecutorWorld): Promise<TaskExecutor>;
  programs(): Promise<Programs>;
  provider(request: ProviderRequest): Promise<OpenProvider>;
  scheduler(): Promise<Scheduler>;
  /** Tells of changes to files; relative names count from the folder. */
  watchFile(cwd: string): Promise<WatchFile>;
  /** Budgets and ledger; rejects with AqeError STORE_UNAVAILABLE. */
  store(target: StoreTarget, options: StoreOptions): Promise<FleetStore>;
  /** Where answers are tried, on copies of the project in this folder. */
  workbench(project: string, without: readonly string[]): Promise<Workbench>;
  /** Starts a local Messages API; rejects with AqeError PORT_UNAVAILABLE. */
  simulator(options: SimulatorOptions): Promise<Simulator>;
}

/** All a command may touch. */
export interface Context extends World {
  /** The process environment, and what `.env` in the working directory adds to it. */
  readonly env: Environment;
  /** The names of the variables that come from `.env`. */
  readonly dotEnv: ReadonlySet<string>;
  readonly ports: Ports;
  readonly files: Files;
  readonly reporter: Reporter;
  /**
   * Runs work that must not be left half done: an interrupt is reported only after it.
   * @throws AqeError INTERRUPTED, before it begins, when the run was interrupted already
   */
  readonly atomically: <T>(work: () => Promise<T>) => Promise<T>;
  /** Waits for Ctrl-C or SIGTERM, for commands that go on until they are stopped: being stopped is no failure then. */
  readonly untilStopped: () => Promise<void>;
}

/** What main gives to the commands while it builds the program. */
export interface Host {
  /** Runs an action with a context made from the global options; its answer is the exit code. */
  run(globals: object, action: (context: Context) => Promise<ExitCode>): Promise<void>;
}

/** A command: declares its options, and imports what it needs only when it runs. */
export type CommandFactory = (host: Host) => CommandUnknownOpts;
