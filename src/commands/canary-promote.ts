import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseCount } from '../cli/options/parse-count.ts';
import { collectTargets, parseWebAddress } from './canary/metric-target.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason } from './canary/act-options.ts';

/** `aqe canary promote` */
export const canaryPromoteCommand: CommandFactory = (host) =>
  new Command('promote')
    .description('go to the next stage, when the last look is a PASS; on a FAIL it rolls back')
    .argument('[files...]', 'JSON as aqe canary compare takes it')
    .option('-w, --window <time>', 'how long --metrics are read (default: 5m)', parseDuration)
    .option(
      '--reason <text>',
      'promote whatever the verdict is; kept in the audit trail',
      parseReason,
    )
    .option(
      '--metrics <url>',
      'compare metrics of processes, as aqe canary compare does',
      collectTargets,
    )
    .option('--prometheus <url>', 'compare what a Prometheus server knows', parseWebAddress)
    .addOption(
      new Option('-i, --interval <time>', 'between two looks at --metrics')
        .argParser(parseDuration)
        .default(15_000, '15s'),
    )
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
  aqe canary promote
  aqe canary promote --reason "errors come from the provider, ticket 512" --by ada
  aqe canary promote --dry-run --kubectl

Exit codes: 0 promoted · 1 FAIL, rolled back · 5 undecided, or the stage has not taken long enough · 2 nothing to promote.
`,
    )
    .action(async (files, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { promoteCanary } = await import('./canary/promote-canary.ts');
        return promoteCanary(context, { ...options, files });
      }),
    );
