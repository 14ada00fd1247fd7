import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseReason } from './canary/act-options.ts';
import {
  byOption,
  deploymentOption,
  kubectlOption,
  namespaceOption,
  replicasOption,
  waitOption,
} from './canary/shared-options.ts';

/** `aqe canary abort` */
export const canaryAbortCommand: CommandFactory = (host) =>
  new Command('abort')
    .description('end the rollout that is running, and switch its features off')
    .option('--reason <text>', 'why; kept in the audit trail', parseReason)
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
