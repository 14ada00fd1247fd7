import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { memoryCleanCommand } from './memory-clean.ts';
import { memoryClearCommand } from './memory-clear.ts';
import { memoryStatsCommand } from './memory-stats.ts';

/** `aqe memory`: what the agents keep for themselves and each other. */
export const memoryCommand: CommandFactory = (host) =>
  new Command('memory')
    .description("the agents' memory in the fleet's database: what is in it, and how to empty it")
    .addHelpText(
      'after',
      `
Examples:
  aqe memory stats
  aqe memory clean
  aqe memory clear test-partition --dry-run
`,
    )
    .addCommand(memoryStatsCommand(host))
    .addCommand(memoryCleanCommand(host))
    .addCommand(memoryClearCommand(host));
