import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason } from './canary/act-options.ts';

/** `aqe rollback immediate` */
export const rollbackImmediateCommand: CommandFactory = (host) =>
  new Command('immediate')
    .description('switch all features off, and wait until every replica has it')
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
  aqe rollback immediate --reason "incident 77"
  aqe rollback immediate --dry-run

Tasks that were admitted end as they began; new ones get no feature. A rollout that is running is aborted. It may be called again.
Exit codes: 0 off everywhere · 1 a replica has not got it in time, or its environment pins a flag on · 2 not done.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { rollBackFlags } = await import('./rollback/roll-back-flags.ts');
        const { allOff } = await import('../rollout/stages/transitions.ts');
        return rollBackFlags(context, options, { action: 'rollback.immediate', make: allOff });
      }),
    );
