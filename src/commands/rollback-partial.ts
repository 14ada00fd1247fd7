import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason } from './canary/act-options.ts';

/** `aqe rollback partial` */
export const rollbackPartialCommand: CommandFactory = (host) =>
  new Command('partial')
    .description('switch all features off for the tasks of one agent type')
    .requiredOption('--agent-type <type>', 'such as test-generator')
    .addOption(
      new Option('--wait <time>', 'how long to wait for the replicas')
        .argParser(parseDuration)
        .default(30_000, '30s'),
    )
    .option('--reason <text>', 'why; kept in the audit trail', parseReason)
    .option('--by <name>', 'who; kept in the audit trail (default: $USER)')
    .option('--dry-run', 'print what would be done, change nothing')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe rollback partial --agent-type test-generator --reason "invalid tests"
  aqe flags set streaming=default multiModelRouter=default --agent-type test-generator    takes it back

It may be called again. Exit codes: 0 off everywhere · 1 a replica has not got it in time · 2 not done.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { rollBackFlags } = await import('./rollback/roll-back-flags.ts');
        const { typeOff } = await import('./rollback/type-off.ts');
        return rollBackFlags(context, options, typeOff(options.agentType));
      }),
    );
