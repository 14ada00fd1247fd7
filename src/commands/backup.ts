import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { backupCreateCommand } from './backup-create.ts';
import { backupListCommand } from './backup-list.ts';
import { backupRestoreCommand } from './backup-restore.ts';

/** `aqe backup`: the configuration and the SQLite database in one verified archive, and back. */
export const backupCommand: CommandFactory = (host) =>
  new Command('backup')
    .description('back up and restore the configuration and the SQLite database')
    .addHelpText(
      'after',
      `
Examples:
  aqe backup create                          write backups/aqe-backup-<UTC time>.tar.gz
  aqe backup list                            read every archive and say whether it is whole
  aqe backup restore <archive> --dry-run     print what would change
  aqe backup restore <archive> --force       replace the files that differ

The database may be in use during create. Archives are plain tar: tar -tzf <archive>
`,
    )
    .addCommand(backupCreateCommand(host))
    .addCommand(backupListCommand(host))
    .addCommand(backupRestoreCommand(host));
