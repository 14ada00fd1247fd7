import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory, Context } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import type { MigrationReport } from '../migrate/config/migrate-config.ts';

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
        const { runMigration } = await import('./migrate-config/run-migration.ts');
        const report = await runMigration(context, { source, target, ...options });
        await print(context, report);
        return options.check === true && report.changed ? ExitCode.negative : ExitCode.ok;
      }),
    );

/** The file or the diff is the result where there is one; the report goes beside it. */
async function print({ reporter }: Context, report: MigrationReport): Promise<void> {
  const { describeMigration } = await import('../migrate/config/describe.ts');
  const text = report.text ?? report.diff;
  if (text === undefined || reporter.json) {
    reporter.result(report, (value, style) =>
      describeMigration(reporter.quiet ? onlyWarnings(value) : value, style),
    );
    return;
  }
  reporter.raw(text);
  reporter.note(describeMigration(report, reporter.err));
}

function onlyWarnings(report: MigrationReport): MigrationReport {
  return { ...report, notes: report.notes.filter(({ kind }) => kind === 'warning') };
}
