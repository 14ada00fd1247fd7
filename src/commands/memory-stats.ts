import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe memory stats` */
export const memoryStatsCommand: CommandFactory = (host) =>
  new Command('stats')
    .description("what the agents' memory holds, by partition; reads only")
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .option('-f, --file <file>', 'a SQLite file, instead of the one that the configuration names')
    .addHelpText('after', '\nExample:\n  aqe memory stats --json | jq ".partitions[].entries"\n')
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { withMemory } = await import('./memory/with-memory.ts');
        const { renderStats } = await import('./memory/render-stats.ts');
        const partitions = await withMemory(context, options, async (memory, now) =>
          memory.stats(now),
        );
        context.reporter.result({ partitions }, (value, style) =>
          renderStats(value.partitions, style),
        );
        return ExitCode.ok;
      }),
    );
