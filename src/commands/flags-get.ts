import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe flags get` */
export const flagsGetCommand: CommandFactory = (host) =>
  new Command('get')
    .description('the flags, who decided about each, and which replicas have them')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe flags get
  aqe flags get --json | jq '.flags[] | select(.pinned)'

Reads only. Exit codes: 0 printed · 2 not read: configuration or database.
`,
    )
    .action(async ({ config }, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { withFlags } = await import('./flags/open-flags.ts');
        const { renderFlags } = await import('../report/flags/render-flags.ts');
        const report = await withFlags(context, { config, absent: 'empty' }, async (desk) =>
          desk.report(),
        );
        context.reporter.result(report, renderFlags);
        return ExitCode.ok;
      }),
    );
