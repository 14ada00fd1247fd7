import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe memory clear` */
export const memoryClearCommand: CommandFactory = (host) =>
  new Command('clear')
    .description('remove all entries of a partition')
    .argument('<partition>', 'its name, as aqe memory stats shows it')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .option('-f, --file <file>', 'a SQLite file, instead of the one that the configuration names')
    .option('--dry-run', 'say how many entries that would be, and remove none')
    .addHelpText('after', '\nExample:\n  aqe memory clear test-partition\n')
    .action(async (partition, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { withMemory } = await import('./memory/with-memory.ts');
        const dryRun = options.dryRun === true;
        const removed = await withMemory(context, options, async (memory, now) => {
          const stats = await memory.stats(now);
          const there = stats.find((one) => one.partition === partition)?.entries ?? 0;
          return dryRun || there === 0 ? there : memory.clear(partition);
        });
        context.reporter.result({ partition, removed, dryRun }, (value) =>
          value.dryRun
            ? `${value.removed} entries of ${partition} would be removed.`
            : `Removed ${value.removed} entries of ${partition}.`,
        );
        return ExitCode.ok;
      }),
    );
