import { resolve } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { withProgress } from '../cli/progress.ts';

/** `aqe backup restore` */
export const backupRestoreCommand: CommandFactory = (host) =>
  new Command('restore')
    .description('verify an archive, then put its files back, all or none')
    .argument('<archive>', 'a file that `aqe backup create` wrote')
    .option('--force', 'replace files that differ')
    .option('--dry-run', 'verify, print the plan, change nothing')
    .addHelpText('after', '\nExample:\n  aqe backup restore backups/<archive> --dry-run\n')
    .action(async (archive, { force, dryRun }, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { restoreBackup } = await import('../backup/restore.ts');
        const { renderRestored } = await import('../backup/render.ts');
        const { cwd, signal, reporter } = context;
        const options = {
          archive: resolve(cwd, archive),
          folder: cwd,
          force: force === true,
          dryRun: dryRun === true,
          signal,
        };
        const ports = { files: context.files, ...(await context.ports.backups(context.signal)) };
        const restored = await withProgress(context, 'Restoring', async () =>
          restoreBackup(options, ports),
        );
        reporter.result(restored, (value) => renderRestored(value, cwd));
        if (restored.outcome !== 'refused') return ExitCode.ok;
        reporter.warn('Files differ from the backup: --force replaces them.');
        return ExitCode.usage;
      }),
    );
