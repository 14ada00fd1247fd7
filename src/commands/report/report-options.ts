import { type Command, Option } from '@commander-js/extra-typings';

/** How a report is given. A type, because options of commander have names that nobody knows before. */
export type ReportOptions = {
  readonly period: string;
  readonly tz?: string | undefined;
  readonly format: ReportFormat;
  readonly out?: string | undefined;
  readonly config?: string | undefined;
};

const formats = ['terminal', 'md', 'html', 'json'] as const;
type ReportFormat = (typeof formats)[number];

/** Adds what all reports can be asked for. */
export function withReportOptions(command: Command): Command<[], ReportOptions> {
  return command
    .option(
      '-p, --period <span>',
      '7d, 4w, 24h, today, week, month, 2026-11, or <day>..<day>',
      '7d',
    )
    .option('--tz <zone>', 'IANA time zone of the days (default: that of the configuration, UTC)')
    .addOption(
      new Option('--format <name>', 'how the report is given')
        .choices(formats)
        .default('terminal' as const),
    )
    .option('-o, --out <file>', 'write it to this file; an older one is replaced')
    .option(
      '-c, --config <file>',
      'the configuration (default: $CONFIG_FILE or config/fleet.yaml)',
    );
}
