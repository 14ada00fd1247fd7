import { relative, resolve, sep } from 'node:path';
import { backUp } from '../../backup/back-up.ts';
import { findVersion, versionIn } from '../../backup/find-version.ts';
import type { BackupPorts } from '../../backup/ports.ts';
import { type RestoredBackup, restoreBackup, type RestoreOptions } from '../../backup/restore.ts';
import type { RestoreChange } from '../../backup/restore-plan.ts';
import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { withProgress } from '../../cli/progress.ts';
import { configFile } from '../../config/effective/config-file.ts';
import { AqeError } from '../../errors.ts';
import { commandLine } from '../../rollout/stages/scale-plan.ts';
import { version } from '../../version.ts';
import { checkHealth, type HealthLine } from './check-health.ts';
import { type Deployed, type DeploymentStep, deploymentSteps } from './deployment-steps.ts';
import { renderFullRollback } from './render-full-rollback.ts';
import { runSteps } from './run-steps.ts';
import { switchOff, type SwitchedOff } from './switch-off.ts';

/** What `aqe rollback full` was asked for. */
export interface FullRollbackOptions extends Deployed {
  readonly to: '1.0.4';
  readonly backup?: string | undefined;
  readonly keepDatabase?: true | undefined;
  readonly health?: readonly string[] | undefined;
  /** Milliseconds. */
  readonly wait: number;
  readonly kubectl?: true | undefined;
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly config?: string | undefined;
}

/** What it prints with `--json`. */
export interface FullRollback {
  /** `unchanged`: configuration and database were those of the backup already. */
  readonly status: 'restored' | 'unchanged' | 'planned';
  readonly to: string;
  readonly backup: string;
  readonly createdAt: string;
  readonly changes: readonly RestoreChange[];
  /** Whether the features were switched off in the shared store before; null where it has none to switch, or did not answer. */
  readonly switchedOff: boolean | null;
  /** The archive with what was replaced; null where nothing was. */
  readonly safety: string | null;
  /** The steps in the cluster, as a shell takes them. */
  readonly commands: readonly string[];
  /** Whether they were run. */
  readonly ran: boolean;
  readonly health: readonly HealthLine[];
  readonly warnings: readonly string[];
}

/**
 * Takes a fleet back to 1.0.4: verifies the backup, switches the features off, saves what is there, restores, and looks whether replicas answer.
 * @throws AqeError BACKUP_…, DATABASE_BUSY, FILE_…, KUBECTL_FAILED
 */
export async function rollBackFully(
  context: Context,
  options: FullRollbackOptions,
): Promise<ExitCode> {
  const ports = { files: context.files, ...(await context.ports.backups(context.signal)) };
  const { path } = configFile(options.config, context.env);
  const archive = await archiveFor(context, options, ports);
  const restore = async (dryRun: boolean): Promise<RestoredBackup> =>
    restoreBackup({ ...restoreOptions(context, options), archive, dryRun }, ports);
  const plan = await withProgress(context, 'Verifying the backup', async () => restore(true));
  const steps = deploymentSteps(options, path);
  const result: FullRollback = {
    status: plan.outcome === 'unchanged' ? 'unchanged' : 'planned',
    to: options.to,
    backup: relative(context.cwd, archive),
    createdAt: plan.createdAt,
    changes: plan.changes,
    switchedOff: null,
    safety: null,
    commands: commandLines(steps),
    ran: false,
    health: [],
    warnings: [],
  };
  if (options.dryRun === true) return tell(context, result);
  const off = await switchedOff(context, { options, plan, ports });
  const safety = await saved(context, { path, ports, plan });
  const { outcome } = await withProgress(context, 'Restoring', async () => restore(false));
  if (options.kubectl === true) await runSteps(context, steps);
  return tell(context, {
    ...result,
    ...off,
    status: outcome === 'unchanged' ? 'unchanged' : 'restored',
    safety,
    ran: options.kubectl === true,
    health: await healthOf(context, options),
  });
}

/**
 * Replicas that still run are back at once, before anything else is done. Nobody has to be told where the database is going to be replaced, and nobody has it open.
 * @throws AqeError DATABASE_BUSY
 */
async function switchedOff(
  context: Context,
  {
    options,
    plan,
    ports,
  }: {
    readonly options: FullRollbackOptions;
    readonly plan: RestoredBackup;
    readonly ports: BackupPorts;
  },
): Promise<SwitchedOff> {
  const database = plan.changes.find(
    ({ kind, action }) => kind === 'database' && action === 'replace',
  );
  if (database === undefined) return switchOff(context, options);
  if (!(await ports.databases.inUse(resolve(context.cwd, database.path)))) {
    return { switchedOff: null, warnings: [] };
  }
  const { switchedOff: isOff } = await switchOff(context, options);
  const off = isOff === null ? '' : ' The features are switched off.';
  throw new AqeError('DATABASE_BUSY', `${database.path} is in use by another process.${off}`, {
    hint: 'Stop the fleet, then call it again; or leave the database as it is with --keep-database.',
  });
}

function restoreOptions(
  { cwd, signal }: Context,
  { keepDatabase }: FullRollbackOptions,
): Omit<RestoreOptions, 'archive' | 'dryRun'> {
  return {
    folder: cwd,
    force: true,
    signal,
    without: keepDatabase === true ? 'database' : undefined,
  };
}

function tell({ reporter }: Context, result: FullRollback): ExitCode {
  for (const warning of result.warnings) reporter.warn(warning);
  reporter.result(result, renderFullRollback);
  return result.health.every(({ ok }) => ok) ? ExitCode.ok : ExitCode.negative;
}

async function archiveFor(
  { cwd, env }: Context,
  { backup, config, to }: FullRollbackOptions,
  ports: BackupPorts,
): Promise<string> {
  const path = relative(cwd, resolve(cwd, configFile(config, env).path))
    .split(sep)
    .join('/');
  if (backup === undefined) {
    return findVersion({ folder: resolve(cwd, 'backups'), config: path, version: to }, ports);
  }
  const archive = resolve(cwd, backup);
  const found = await versionIn(archive, path, ports);
  if (found === to) return archive;
  throw new AqeError(
    'BACKUP_FOREIGN',
    `${backup} holds ${found === undefined ? `no readable ${path}` : `a ${path} of ${found}`}, and not of ${to}`,
    { hint: 'Nothing was changed. See what there is with: aqe backup list' },
  );
}

/** What is about to be replaced, in an archive of its own: nothing is lost. */
async function saved(
  { cwd, env, clock, reporter }: Context,
  {
    path,
    ports,
    plan,
  }: { readonly path: string; readonly ports: BackupPorts; readonly plan: RestoredBackup },
): Promise<string | null> {
  if (plan.changes.every(({ action }) => action !== 'replace')) return null;
  const hasDatabase = plan.changes.some(
    ({ kind, action }) => kind === 'database' && action === 'replace',
  );
  const { archive } = await backUp(
    {
      folder: cwd,
      config: path,
      database: hasDatabase ? undefined : false,
      env,
      out: undefined,
      createdAt: clock.now(),
      aqeVersion: version,
    },
    ports,
  );
  const name = relative(cwd, archive);
  reporter.note(`What is replaced is kept in ${name}.`);
  return name;
}

async function healthOf(
  context: Context,
  { health = [], to, wait }: FullRollbackOptions,
): Promise<readonly HealthLine[]> {
  return Promise.all(
    health.map(async (url) => checkHealth(context, url, { version: to, waitMs: wait })),
  );
}

/** Pipes are written as a shell takes them. */
function commandLines(steps: readonly DeploymentStep[]): readonly string[] {
  const lines: string[] = [];
  for (const { args, piped } of steps) {
    const line = commandLine(args);
    if (piped) lines.push(`${lines.pop() ?? ''} | ${line}`);
    else lines.push(line);
  }
  return lines;
}
