import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe feedback export` */
export const feedbackExportCommand: CommandFactory = (host) =>
  new Command('export')
    .description('what was said in a period, for other programs')
    .option(
      '-p, --period <span>',
      '7d, 4w, 24h, today, week, month, 2026-11, or <day>..<day>',
      '30d',
    )
    .option('--tz <zone>', 'IANA time zone of the days (default: that of the configuration, UTC)')
    .addOption(
      new Option('--format <name>', 'csv, or one JSON object a line')
        .choices(['csv', 'jsonl'] as const)
        .default('csv' as const),
    )
    .option('-o, --out <file>', 'write it to this file; an older one is replaced')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe feedback export --period=month > feedback.csv
  aqe feedback export --format jsonl | jq -r 'select(.rating < 3) | .text'

Reads only, but for --out. Exit codes: 0 exported, also when there is nothing · 2 not: a bad period or zone, no database.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { exportFeedback } = await import('./feedback/export-feedback.ts');
        await exportFeedback(context, options);
        return ExitCode.ok;
      }),
    );
