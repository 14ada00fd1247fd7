import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { canaryCompareCommand } from './canary-compare.ts';

/** `aqe canary`: a new version beside the old one. */
export const canaryCommand: CommandFactory = (host) =>
  new Command('canary')
    .description('compare a canary with stable, with a verdict')
    .addHelpText(
      'after',
      `
Examples:
  aqe canary compare                       the tasks of the last 24 hours in the fleet's store
  aqe canary compare canary.json stable.json
`,
    )
    .addCommand(canaryCompareCommand(host));
