import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe feedback list` */
export const feedbackListCommand: CommandFactory = (host) =>
  new Command('list')
    .description('what was said in a period, and how satisfied people are')
    .option(
      '-p, --period <span>',
      '7d, 4w, 24h, today, week, month, 2026-11, or <day>..<day>',
      '30d',
    )
    .option('--tz <zone>', 'IANA time zone of the days (default: that of the configuration, UTC)')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe feedback list
  aqe feedback list --period=week --json | jq '.summary.satisfied'

Reads only. Exit codes: 0 listed, also when nobody said anything · 2 not: a bad period or zone, no database.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { listFeedback } = await import('./feedback/list-feedback.ts');
        const { renderFeedback } = await import('../report/feedback/render-feedback.ts');
        context.reporter.result(await listFeedback(context, options), renderFeedback);
        return ExitCode.ok;
      }),
    );
