import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseReason } from './canary/act-options.ts';
import {
  byOption,
  deploymentOption,
  intervalOption,
  kubectlOption,
  metricsOption,
  namespaceOption,
  prometheusOption,
  replicasOption,
  waitOption,
  windowOption,
} from './canary/shared-options.ts';

/** `aqe canary promote` */
export const canaryPromoteCommand: CommandFactory = (host) =>
  new Command('promote')
    .description('go to the next stage, when the last look is a PASS; on a FAIL it rolls back')
    .argument('[files...]', 'JSON as aqe canary compare takes it')
    .addOption(windowOption)
    .option(
      '--reason <text>',
      'promote whatever the verdict is; kept in the audit trail',
      parseReason,
    )
    .addOption(metricsOption)
    .addOption(prometheusOption)
    .addOption(intervalOption)
    .addOption(byOption)
    .addOption(waitOption)
    .addOption(kubectlOption)
    .addOption(deploymentOption)
    .addOption(replicasOption)
    .addOption(namespaceOption)
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
