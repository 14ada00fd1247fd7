import { relative, resolve } from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory, Context } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import type { MigrationReport } from '../migrate/config/migrate-config.ts';
import type { FormerFile } from '../migrate/config/undo-migration.ts';

const examples = `
Everything outside the added and removed parts keeps its bytes: comments, order, quotes, line ends.
Everything new is off. An ai.apiKey never reaches the new file: set ANTHROPIC_API_KEY instead.

Examples:
  $ aqe migrate-config                          config/fleet.yaml -> config/fleet.v1.0.5.yaml
  $ aqe migrate-config --dry-run fleet.yaml     show the difference, write nothing
  $ aqe migrate-config --in-place fleet.yaml    keep the former file as fleet.yaml.backup.v1.0.4
  $ aqe migrate-config --undo fleet.yaml        get the former bytes back
  $ aqe migrate-config --check                  exit 1 when the migration is needed (for CI)
  $ cat fleet.yaml | aqe migrate-config - > new.yaml`;

interface Options {
  readonly inPlace?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly check?: true | undefined;
  readonly undo?: true | undefined;
  readonly force?: true | undefined;
  readonly models: 'documented' | 'current';
}

/** `aqe migrate-config`: a 1.0.4 configuration becomes a 1.0.5 one. */
export const migrateConfigCommand: CommandFactory = (host) =>
  new Command('migrate-config')
    .description('migrate a fleet configuration from 1.0.4 to 1.0.5')
    .argument('[source]', 'the 1.0.4 file, or - for standard input (default: config/fleet.yaml)')
    .argument('[target]', 'the new file, or - for standard output (default: <source>.v1.0.5.yaml)')
    .option('--in-place', 'write over the source, after a backup <source>.backup.v1.0.4')
    .option('--dry-run', 'print a unified diff (secrets masked) and write nothing')
    .option('--check', 'exit 1 when a migration is needed, 0 when not; write nothing')
    .addOption(
      new Option('--undo', 'restore the bytes from before the migration').conflicts('check'),
    )
    .option('--force', 'replace an existing target or backup')
    .addOption(
      new Option(
        '--models <choice>',
        'model ids: those of the 1.0.5 documents, or ids that answer today',
      )
        .choices(['documented', 'current'] as const)
        .default('documented' as const),
    )
    .addHelpText('after', examples)
    .action(async (source, target, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const report = await run(context, { source, target, options });
        await print(context, report);
        return options.check === true && report.changed ? ExitCode.negative : ExitCode.ok;
      }),
    );

async function run(
  context: Context,
  {
    source,
    target,
    options,
  }: { source: string | undefined; target: string | undefined; options: Options },
): Promise<MigrationReport> {
  const [{ migrateConfig }, { undoMigration }, { jobOf }, { readStdin }, { daysUntil }, catalogue] =
    await Promise.all([
      import('../migrate/config/migrate-config.ts'),
      import('../migrate/config/undo-migration.ts'),
      import('../migrate/config/job.ts'),
      import('../cli/read-input.ts'),
      import('../core/calendar.ts'),
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
  const { findArchivedFile } = await import('../backup/find-file.ts');
  const { files, cwd, signal, ports } = context;
  const storage = { files, ...(await ports.backups(signal)) };
  const found = await findArchivedFile(
    { project: cwd, file, folder: resolve(cwd, 'backups') },
    storage,
  );
  return found.map(({ archive, bytes }) => ({ name: relative(cwd, archive), bytes }));
}

/** The file or the diff is the result where there is one; the report goes beside it. */
async function print({ reporter }: Context, report: MigrationReport): Promise<void> {
  const { describeMigration } = await import('../migrate/config/describe.ts');
  const text = report.text ?? report.diff;
  if (text === undefined || reporter.json) {
    reporter.result(report, (value, style) => describeMigration(value, style));
    return;
  }
  reporter.raw(text);
  reporter.note(describeMigration(report, reporter.err));
}
