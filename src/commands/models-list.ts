import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

const tiers = ['haiku', 'sonnet', 'opus'] as const;

/** `aqe models list` */
export const modelsListCommand: CommandFactory = (host) =>
  new Command('list')
    .description('prices, context windows and life cycles, and how old the data is')
    .addOption(new Option('-t, --tier <tier>', 'one tier only').choices(tiers))
    .option('-a, --all', 'also models that are retired or never existed')
    .addHelpText(
      'after',
      `
Examples:
  aqe models list
  aqe models list --tier sonnet --all
  aqe models list --json | jq -r '.models[] | select(.status == "ending") | .id'

Works offline. Prices are dollars per million tokens, with --json nano-dollars per token;
a price that is not known is "?" or null, never 0.
`,
    )
    .action(async ({ tier, all }, command) =>
      host.run(command.optsWithGlobals(), async ({ clock, ports, reporter }) => {
        const [{ daysUntil }, { listModels }, { renderModels }, catalogue] = await Promise.all([
          import('../core/calendar.ts'),
          import('../core/cost/list-models.ts'),
          import('./models/render.ts'),
          ports.catalogue(),
        ]);
        const daysLeft = (day: string): number => daysUntil(day, clock);
        reporter.result(listModels(catalogue, { tier, all: all === true, daysLeft }), renderModels);
        return ExitCode.ok;
      }),
    );
