import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';

/** `aqe flags watch` */
export const flagsWatchCommand: CommandFactory = (host) =>
  new Command('watch')
    .description('print the flags, and again at each change, until stopped')
    .option('--for <time>', 'stop after this time, such as 5m', parseDuration)
    .addOption(
      new Option('--wait <time>', 'stop when every replica has them; exit 1 after this time')
        .argParser(parseDuration)
        .conflicts('for'),
    )
    .addOption(new Option('--jsonl', 'print each state as one line of JSON').conflicts('json'))
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe flags watch
  aqe flags watch --jsonl | jq -c '[.generation, .flags[].value]'
  aqe flags watch --wait 30s && echo "every replica has them"

With --json, the list of all states is printed at the end, and --for or --wait says when that is.
Exit codes: 0 stopped, or every replica has them · 1 with --wait: not every replica has them · 2 not read.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { watchFlags } = await import('./flags/watch-flags.ts');
        return (await watchFlags(context, options)) ? ExitCode.ok : ExitCode.negative;
      }),
    );
