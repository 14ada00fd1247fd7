import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseCount } from '../cli/options/parse-count.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason } from './canary/act-options.ts';

/** `aqe canary abort` */
export const canaryAbortCommand: CommandFactory = (host) =>
  new Command('abort')
    .description('end the rollout that is running, and switch its features off')
    .option('--reason <text>', 'why; kept in the audit trail', parseReason)
    .option('--by <name>', 'who; kept in the audit trail (default: $USER)')
    .addOption(
      new Option('--wait <time>', 'how long to wait for the replicas')
        .argParser(parseDuration)
        .default(10_000, '10s'),
    )
    .option('--kubectl', 'scale a Deployment with the share')
    .option('--deployment <name>', 'the one that --kubectl scales', 'aqe-fleet-canary')
    .option('--replicas <number>', 'how many it has at 100 %', parseCount, 8)
    .option('--namespace <name>', 'where it is')
    .option('--dry-run', 'print what would be done, change nothing')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe canary abort --reason "incident 77"
  aqe canary abort --dry-run

It may be called again. Exit codes: 0 aborted, or nothing was running · 2 not done.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { abortCanary } = await import('./canary/abort-canary.ts');
        return abortCanary(context, options);
      }),
    );
