import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe memory clean` */
export const memoryCleanCommand: CommandFactory = (host) =>
  new Command('clean')
    .description('remove the entries whose time is over')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .option('-f, --file <file>', 'a SQLite file, instead of the one that the configuration names')
    .addHelpText('after', '\nExample:\n  aqe memory clean\n')
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { withMemory } = await import('./memory/with-memory.ts');
        const removed = await withMemory(context, options, async (memory, now) => {
          const stats = await memory.stats(now);
          // Where nothing is over, nothing is written: a file of 1.0.4 stays as it is.
          return stats.some(({ expired }) => expired > 0) ? memory.removeExpired(now) : 0;
        });
        context.reporter.result({ removed }, (value) => `Removed ${value.removed} entries.`);
        return ExitCode.ok;
      }),
    );
