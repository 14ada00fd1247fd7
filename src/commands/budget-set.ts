import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe budget set` */
export const budgetSetCommand: CommandFactory = (host) =>
  new Command('set')
    .description('change limits in the configuration file, and no other byte of it')
    .option('--daily <usd>', 'US dollars for one calendar day, or none', dollars)
    .option('--weekly <usd>', 'US dollars for one calendar week, from Monday, or none', dollars)
    .option('--monthly <usd>', 'US dollars for one calendar month, or none', dollars)
    .option('--per-task <usd>', 'US dollars for one task, with its retries, or none', dollars)
    .option('--degrade-at <percent>', 'take the cheapest capable model from here', percent)
    .option('--tz <zone>', 'IANA time zone in which days, weeks and months begin')
    .option('--dry-run', 'print a unified diff and write nothing')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe budget set --daily 50 --monthly 1000
  aqe budget set --degrade-at 90 --tz Europe/Berlin --dry-run
  aqe budget set --per-task 0.25 --config deploy/fleet.yaml
  aqe budget set --daily none                 no limit for a day, and no default either

Limits hold while routing.costTracking.enabled is true. Exit codes: 0 changed, or nothing to change · 2 refused, nothing written.
`,
    )
    .action(async ({ config, dryRun, ...limits }, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { changeBudget } = await import('./budget/change-budget.ts');
        const { renderChange } = await import('./budget/render-change.ts');
        const change = await changeBudget(context, { config, dryRun: dryRun === true, limits });
        for (const warning of change.warnings) context.reporter.warn(warning);
        context.reporter.result(change, renderChange);
        return ExitCode.ok;
      }),
    );

function dollars(text: string): number | 'none' {
  if (text === 'none') return text;
  if (!/^\$?\d{1,6}(?:\.\d{1,9})?$/.test(text)) {
    throw new InvalidArgumentError(
      'It is an amount of US dollars, such as 50 or 0.25, or none for no limit.',
    );
  }
  return Number(text.replace('$', ''));
}

function percent(text: string): number {
  const value = Number(text);
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(text) || value > 100) {
    throw new InvalidArgumentError('It is a percentage from 0 to 100.');
  }
  return value;
}
