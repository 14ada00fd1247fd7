import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parsePercent } from './flags/parse-percent.ts';

/** `aqe flags set` */
export const flagsSetCommand: CommandFactory = (host) =>
  new Command('set')
    .description('change flags for every replica, without a restart')
    .argument('[flags...]', 'streaming=on, multiModelRouter=off, or =default to take it back')
    .option('--agent-type <type>', 'for the tasks of this agent type only')
    .option(
      '--percent <number>',
      'the share of tasks that gets the features, or default',
      parsePercent,
    )
    .option('--wait <time>', 'wait until every replica has it, such as 30s', parseDuration)
    .option('--reason <text>', 'why; kept in the audit trail')
    .option('--by <name>', 'who; kept in the audit trail (default: $USER)')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe flags set streaming=on --wait 30s
  aqe flags set multiModelRouter=off --reason "too many failures"
  aqe flags set streaming=off --agent-type test-generator
  aqe flags set --percent 25
  aqe flags set streaming=default                file and environment decide again

What a replica's environment sets wins there, and is said. Tasks that were admitted keep the flags they have.
Exit codes: 0 done, or nothing to do · 1 with --wait: not every replica has it · 2 not done.
`,
    )
    .action(async (flags, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { setFlags } = await import('./flags/set-flags.ts');
        const { renderSetResult } = await import('./flags/render-set-result.ts');
        const result = await setFlags(context, flags, options);
        for (const warning of result.warnings) context.reporter.warn(warning);
        context.reporter.result(result, renderSetResult);
        return result.wait === null || result.wait.outcome === 'all'
          ? ExitCode.ok
          : ExitCode.negative;
      }),
    );
