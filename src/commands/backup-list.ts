import { join, resolve } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe backup list` */
export const backupListCommand: CommandFactory = (host) =>
  new Command('list')
    .description('read every archive of a folder and say whether it is whole')
    .option('-d, --dir <folder>', 'the folder', 'backups')
    .addHelpText('after', '\nExample:\n  aqe backup list --json | jq ".backups[].state"\n')
    .action(async ({ dir }, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { listBackups } = await import('../backup/list.ts');
        const { renderList } = await import('../backup/render.ts');
        const { cwd, reporter } = context;
        const folder = resolve(cwd, dir);
        const ports = { files: context.files, ...(await context.ports.backups(context.signal)) };
        const backups = await listBackups(folder, ports);
        if (backups.length === 0) reporter.note(`There are no backups in ${join(dir, '/')}.`);
        reporter.result({ folder, backups }, (value, style) =>
          renderList(value.backups, { cwd, style }),
        );
        return ExitCode.ok;
      }),
    );
