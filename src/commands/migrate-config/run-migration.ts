import { relative, resolve } from 'node:path';
import type { Context } from '../../cli/context.ts';
import type { MigrationReport } from '../../migrate/config/migrate-config.ts';
import type { FormerFile } from '../../migrate/config/undo-migration.ts';

/** The command line, as it was parsed. */
interface Request {
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly inPlace?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly check?: true | undefined;
  readonly undo?: true | undefined;
  readonly force?: true | undefined;
  readonly models: 'documented' | 'current';
}

/** Does what the command line asks for: migrate, look, check or undo. */
export async function runMigration(
  context: Context,
  { source, target, ...options }: Request,
): Promise<MigrationReport> {
  const [{ migrateConfig }, { undoMigration }, { jobOf }, { readStdin }, { daysUntil }, catalogue] =
    await Promise.all([
      import('../../migrate/config/migrate-config.ts'),
      import('../../migrate/config/undo-migration.ts'),
      import('../../migrate/config/job.ts'),
      import('../../cli/read-input.ts'),
      import('../../core/calendar.ts'),
      context.ports.catalogue(),
    ]);
  const { files, clock } = context;
  const job = jobOf(source, target, options.inPlace === true);
  const daysLeft = (day: string): number => daysUntil(day, clock);
  if (options.undo === true) {
    const targetGiven = target !== undefined;
    const archived = async () => archivedVersions(context, job.source);
    return undoMigration(files, job, {
      catalogue,
      daysLeft,
      archived,
      targetGiven,
      preview: options.dryRun === true,
    });
  }
  const mode = options.dryRun === true ? 'preview' : options.check === true ? 'check' : 'write';
  const ports = { files, stdin: async (limit: number) => readStdin(context, limit) };
  const { models, force } = options;
  return migrateConfig(ports, job, { catalogue, daysLeft, models, mode, force: force === true });
}

/** What `aqe backup` kept of the file. */
async function archivedVersions(context: Context, file: string): Promise<readonly FormerFile[]> {
  const { findArchivedFile } = await import('../../backup/find-file.ts');
  const { files, cwd, signal, ports } = context;
  const storage = { files, ...(await ports.backups(signal)) };
  const found = await findArchivedFile(
    { project: cwd, file, folder: resolve(cwd, 'backups') },
    storage,
  );
  return found.map(({ archive, bytes }) => ({ name: relative(cwd, archive), bytes }));
}
