import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { type CostDimension, costDimensions } from '../report/costs/costs-report.ts';

/** `aqe costs`: what was spent, on what, and what it would have cost elsewhere. */
export const costsCommand: CommandFactory = (host) =>
  new Command('costs')
    .description('what the fleet spent: by model, agent, day, task type or variant')
    .option(
      '-p, --period <span>',
      '7d, 4w, 24h, today, week, month, 2026-11, or <day>..<day>',
      '7d',
    )
    .addOption(
      new Option('--by <dimension>', 'one row for each; may be repeated (default: model)')
        .choices(costDimensions)
        .argParser(collect),
    )
    .option('--baseline <model>', 'compare with the prices of this model')
    .option(
      '--savings',
      'what routing, escalation and caching saved against the baseline, task by task',
    )
    .option('--tz <zone>', 'IANA time zone of the days (default: that of the configuration, UTC)')
    .addOption(
      new Option('--format <name>', 'how the report is printed')
        .choices(['table', 'json', 'csv', 'md'] as const)
        .default('table' as const),
    )
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe costs                                        the last seven days by model
  aqe costs --period=30d --by day --tz Europe/Berlin
  aqe costs --by agent --by model --baseline opus  what the router saved
  aqe costs --period=30d --savings --baseline opus  why it was saved, with intervals
  aqe costs --period=month --format csv > costs.csv
  aqe costs --period=2026-11-01..2026-11-15 --format md >> report.md

Reads only: a database that is not there is not made. Exit codes: 0 printed · 2 not: a bad period, zone or model, no database.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { printCosts } = await import('./costs/print-costs.ts');
        return printCosts(context, {
          ...options,
          by: options.by ?? ['model'],
          format: context.reporter.json ? 'json' : options.format,
        });
      }),
    );

function collect(
  text: string,
  previous: readonly CostDimension[] | undefined,
): readonly CostDimension[] {
  const found = costDimensions.find((dimension) => dimension === text);
  if (found === undefined) {
    throw new InvalidArgumentError(`Allowed choices are ${costDimensions.join(', ')}.`);
  }
  return [...new Set([...(previous ?? []), found])];
}
