import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import {
  intervalOption,
  metricsOption,
  prometheusOption,
  windowOption,
} from './canary/shared-options.ts';

/** `aqe canary status` */
export const canaryStatusCommand: CommandFactory = (host) =>
  new Command('status')
    .description('where the rollout is, what the last look says, and who did what')
    .argument('[files...]', 'JSON as aqe canary compare takes it')
    .addOption(windowOption)
    .addOption(metricsOption)
    .addOption(prometheusOption)
    .addOption(intervalOption)
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
