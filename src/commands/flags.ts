import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { flagsGetCommand } from './flags-get.ts';
import { flagsSetCommand } from './flags-set.ts';
import { flagsWatchCommand } from './flags-watch.ts';

/** `aqe flags`: the feature flags that all replicas of a fleet share. */
export const flagsCommand: CommandFactory = (host) =>
  new Command('flags')
    .description('feature flags in the shared store, and which replicas have them')
    .addHelpText(
      'after',
      `
Examples:
  aqe flags                                    the same as aqe flags get
  aqe flags set streaming=on --wait 30s        on, and wait until every replica has it
  aqe flags watch                              print every change
`,
    )
    .addCommand(flagsGetCommand(host), { isDefault: true })
    .addCommand(flagsSetCommand(host))
    .addCommand(flagsWatchCommand(host));
