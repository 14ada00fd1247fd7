import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { collectAddresses } from './report/collect-addresses.ts';
import { withReportOptions } from './report/report-options.ts';

/** `aqe report performance` */
export const reportPerformanceCommand: CommandFactory = (host) =>
  withReportOptions(new Command('performance'))
    .description('tasks, error rate, latency and time to first chunk, against the targets')
    .option(
      '--target <url>',
      'the metrics of a process, for memory and agent spawn time; may be repeated',
      collectAddresses,
    )
    .addHelpText(
      'after',
      `
Examples:
  aqe report performance --period=24h
  aqe report performance --target http://localhost:3000/metrics --format html --out performance.html
  aqe report performance --json | jq '.measured.latency.p95'

Reads only, but for --out. Exit codes: 0 given · 2 not: a bad period or zone, no database, no metrics at --target.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { performanceReport } = await import('./report/performance-report.ts');
        await performanceReport(context, options);
        return ExitCode.ok;
      }),
    );
