import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe budget status` */
export const budgetStatusCommand: CommandFactory = (host) =>
  new Command('status')
    .description('each limit: spent, reserved, left, alerts, and when it resets')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe budget status
  aqe budget status --json | jq -r '.windows[] | select(.kind == "day") | .left.usd'
  aqe budget -q >/dev/null || echo "nothing left today"

Reads only. Exit codes: 0 there is room · 3 a limit is exhausted · 2 not read: configuration or database.
`,
    )
    .action(async ({ config }, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { readBudget } = await import('./budget/read-budget.ts');
        const { renderBudget } = await import('../report/budget/render-budget.ts');
        const { barStyleFor } = await import('../report/bar.ts');
        const { report, describe } = await readBudget(context, config);
        context.reporter.result(report, (value, style) =>
          renderBudget(value, describe, { style, bars: barStyleFor(context.env) }),
        );
        return report.pressure === 'exhausted' ? ExitCode.budget : ExitCode.ok;
      }),
    );
