import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { collectTargets, parseWebAddress } from './canary/metric-target.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';

/** `aqe canary status` */
export const canaryStatusCommand: CommandFactory = (host) =>
  new Command('status')
    .description('where the rollout is, what the last look says, and who did what')
    .argument('[files...]', 'JSON as aqe canary compare takes it')
    .option('-w, --window <time>', 'how long --metrics are read (default: 5m)', parseDuration)
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
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe canary status
  aqe canary status --json | jq .rollout.status

Reads only. Exit codes: 0 printed · 2 not read: configuration, database or source.
`,
    )
    .action(async (files, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { showStatus } = await import('./canary/show-status.ts');
        return showStatus(context, { ...options, files });
      }),
    );
