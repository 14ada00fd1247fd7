import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from './adapters/system-clock.ts';
import type { Context, Host, Ports } from './cli/context.ts';
import type { World } from './cli/world.ts';
import { ExitCode, exitCodeOf } from './cli/exit-code.ts';
import { ignoreClosedPipe, interruptSignal } from './cli/process-events.ts';
import { AqeError } from './errors.ts';
import { version } from './version.ts';

/**
 * Runs the CLI and answers how it ended. It never exits the process: bin/aqe.js sets the code.
 * @param argv the arguments after `aqe`
 * @param overrides the parts of the outside world that are not this process's own
 */
export async function main(
  argv: readonly string[],
  overrides: Partial<World> = {},
): Promise<ExitCode> {
  const world: World = { ...processWorld(overrides), ...overrides };
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    // Scripts ask this often; answering before the command line is built takes a third off.
    world.stdout.write(`${version}\n`);
    return ExitCode.ok;
  }
  let ended: ExitCode = ExitCode.ok;
  const work: Work = { atomic: new Set(), endsByStop: false };
  const host: Host = {
    run: async (globals, action) => {
      ended = await action(await contextFor(world, globals, work));
    },
  };
  try {
    const { buildProgram } = await import('./program.ts');
    const program = await buildProgram(host, world, argv);
    await Promise.race([
      program.parseAsync(argv, { from: 'user' }),
      rejectWhenAborted(world.signal, work),
    ]);
    return ended;
  } catch (error) {
    return failed(error, world, argv);
  }
}

function processWorld(overrides: Partial<World>): World {
  const { stdin, stdout, stderr } = process;
  ignoreClosedPipe(overrides.stdout ?? stdout);
  ignoreClosedPipe(overrides.stderr ?? stderr);
  return {
    stdin,
    stdout,
    stderr,
    // oxlint-disable-next-line node/no-process-env -- the one place where the environment is read
    env: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    signal: overrides.signal ?? interruptSignal(),
  };
}

/** What an interrupt finds. */
interface Work {
  /** What must not be left half done. */
  readonly atomic: Set<Promise<unknown>>;
  /** Being stopped is how the command ends, and no failure. */
  endsByStop: boolean;
}

/** The real adapters, each loaded at its first use. */
const ports: Ports = {
  backups: async (signal) => (await import('./adapters/backup-storage.ts')).backupStorage(signal),
  catalogue: async () => (await import('./adapters/model-catalogue.ts')).openCatalogue(),
  code: async (cwd, signal) => (await import('./adapters/code-access.ts')).codeAccess(cwd, signal),
  databaseProbe: async () => (await import('./adapters/database-probe.ts')).databaseProbe,
  executor: async (options, { store, ...machine }) =>
    (await import('./library/fleet-executor.ts')).fleetExecutor(options, { store, machine }),
  inputs: async (patterns, from) =>
    (await import('./adapters/input-finder.ts')).findInputs(patterns, from),
  memory: async (target, cwd) =>
    (await import('./adapters/open-memory.ts')).openMemory(target, cwd),
  programs: async () => (await import('./adapters/programs.ts')).programs,
  provider: async (request) => (await import('./adapters/open-provider.ts')).openProvider(request),
  httpText: async () => (await import('./adapters/http-text.ts')).httpText,
  kubectl: async (world) => (await import('./adapters/kubectl.ts')).kubectl(world),
  scheduler: async () => (await import('./adapters/system-scheduler.ts')).systemScheduler,
  watchFile: async (cwd) => (await import('./adapters/watch-file.ts')).watchFileFrom(cwd),
  store: async (target, options) =>
    (await import('./adapters/open-store.ts')).openStore(target, options),
  workbench: async (project, without) =>
    (await import('./adapters/workbench.ts')).workbench(project, without),
  simulator: async (options) =>
    (await import('./adapters/simulator/start-simulator.ts')).startSimulator(options),
};

async function contextFor(world: World, globals: object, work: Work): Promise<Context> {
  const [{ createReporter }, { nodeFiles }, { readDotEnv }] = await Promise.all([
    import('./cli/reporter.ts'),
    import('./adapters/node-files.ts'),
    import('./adapters/dot-env.ts'),
  ]);
  const reporter = createReporter(
    {
      json: isSet(globals, 'json'),
      quiet: isSet(globals, 'quiet'),
      verbose: isSet(globals, 'verbose'),
      color: isSet(globals, 'color'),
    },
    world,
    world.env,
  );
  const files = nodeFiles(world.cwd);
  const { variables, problem } = await readDotEnv(files);
  if (problem !== undefined) reporter.warn(`.env is not used: ${problem.message}`);
  return {
    ...world,
    // What is in the environment already wins, as in 1.0.4.
    env: { ...variables, ...world.env },
    dotEnv: new Set(Object.keys(variables).filter((name) => !Object.hasOwn(world.env, name))),
    reporter,
    files,
    ports,
    atomically: async (task) => {
      // A signal that came while nothing waited is delivered now, and not after the first file is written.
      await setImmediate();
      if (world.signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
      const running = task();
      work.atomic.add(running);
      return running.finally(() => work.atomic.delete(running));
    },
    untilStopped: async () => {
      work.endsByStop = true;
      if (!world.signal.aborted) await once(world.signal, 'abort');
    },
  };
}

/** Commander cannot type a parent's options in its child: they are read by name. */
function isSet(globals: object, name: string): boolean {
  return Object.entries(globals).some(([key, value]) => key === name && value === true);
}

/** What is written atomically is finished, or taken back, before anything is said of the interrupt. */
async function rejectWhenAborted(signal: AbortSignal, work: Work): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = async (): Promise<void> => {
      if (work.endsByStop) return;
      const ended = await Promise.allSettled(work.atomic);
      reject(
        ended.map(interruptOf).find((error) => error !== undefined) ??
          new AqeError('INTERRUPTED', 'interrupted'),
      );
    };
    if (signal.aborted) void abort();
    else signal.addEventListener('abort', () => void abort(), { once: true });
  });
}

/** What work says of its interrupt may be more than that there was one. */
function interruptOf(ended: PromiseSettledResult<unknown>): AqeError | undefined {
  if (ended.status === 'fulfilled') return undefined;
  const { reason } = ended;
  return reason instanceof AqeError && reason.code === 'INTERRUPTED' ? reason : undefined;
}

/** Prints a failure where the mode wants it; with `--json`, stdout still gets exactly one value. */
async function failed(error: unknown, world: World, argv: readonly string[]): Promise<ExitCode> {
  const json = argv.includes('--json');
  const { CommanderError } = await import('@commander-js/extra-typings');
  if (error instanceof CommanderError) {
    // Commander has printed its text already.
    if (error.exitCode === 0) return ExitCode.ok;
    if (json)
      writeJson(world, {
        error: { code: 'USAGE', message: error.message.replace(/^error: /, '') },
      });
    return ExitCode.usage;
  }
  const { describeError, errorReport } = await import('./cli/describe-error.ts');
  const verbose = argv.includes('--verbose') || argv.includes('-v');
  if (json) writeJson(world, errorReport(error));
  world.stderr.write(`${describeError(error, verbose)}\n`);
  return exitCodeOf(error);
}

function writeJson(world: World, value: unknown): void {
  world.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
