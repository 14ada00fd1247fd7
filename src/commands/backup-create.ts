import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { withProgress } from '../cli/progress.ts';
import { version } from '../version.ts';

/** `aqe backup create` */
export const backupCreateCommand: CommandFactory = (host) =>
  new Command('create')
    .description('write an archive; the database may be in use meanwhile')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .option('--database <file>', 'the SQLite file (default: the one the configuration names)')
    .option('--no-database', 'back up the configuration alone')
    .option('-o, --out <file>', 'the archive (default: backups/aqe-backup-<UTC time>.tar.gz)')
    .addHelpText('after', '\nExample:\n  aqe backup create --out ../safe/before-upgrade.tar.gz\n')
    .action(async ({ config, database, out }, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { backUp } = await import('../backup/back-up.ts');
        const { renderCreated } = await import('../backup/render.ts');
        const { configFile } = await import('../config/effective/config-file.ts');
        const request = {
          folder: context.cwd,
          config: configFile(config, context.env).path,
          database,
          env: context.env,
          out,
          createdAt: context.clock.now(),
          aqeVersion: version,
        };
        const ports = { files: context.files, ...(await context.ports.backups(context.signal)) };
        const created = await withProgress(context, 'Backing up', async () =>
          backUp(request, ports),
        );
        context.reporter.result(created, (value) => renderCreated(value, context.cwd));
        return ExitCode.ok;
      }),
    );
