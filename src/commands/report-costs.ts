import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { withReportOptions } from './report/report-options.ts';

/** `aqe report costs` */
export const reportCostsCommand: CommandFactory = (host) =>
  withReportOptions(new Command('costs'))
    .description('spend over time, by model and by agent type, and how the budget burns down')
    .option('--baseline <model>', 'compare with the prices of this model')
    .addHelpText(
      'after',
      `
Examples:
  aqe report costs --period=month
  aqe report costs --baseline opus --format html --out costs.html
  aqe report costs --json | jq '.byModel[] | {name, usd: .measured.usd}'

Reads only, but for --out. Exit codes: 0 given · 2 not: a bad period, zone or model, no database.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { costsReport } = await import('./report/costs-report.ts');
        await costsReport(context, options);
        return ExitCode.ok;
      }),
    );
