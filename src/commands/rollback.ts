import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { rollbackFullCommand } from './rollback-full.ts';
import { rollbackImmediateCommand } from './rollback-immediate.ts';
import { rollbackPartialCommand } from './rollback-partial.ts';

/** `aqe rollback`: three ways back. */
export const rollbackCommand: CommandFactory = (host) =>
  new Command('rollback')
    .description('three ways back: flags off, off for one agent type, or all of 1.0.4')
    .addHelpText(
      'after',
      `
Examples:
  aqe rollback immediate                          seconds, without a restart
  aqe rollback partial --agent-type test-generator
  aqe rollback full --to 1.0.4 --dry-run          configuration and database from a backup
`,
    )
    .addCommand(rollbackImmediateCommand(host))
    .addCommand(rollbackPartialCommand(host))
    .addCommand(rollbackFullCommand(host));
