import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';

/** `aqe route learn` */
export const routeLearnCommand: CommandFactory = (host) =>
  new Command('learn')
    .description(
      'learn from the fleet’s own verified tasks where the next ones should start, and write it to a file',
    )
    .option(
      '-o, --out <file>',
      'the file (default: routing.escalation.learned or config/learned.json)',
    )
    .option('--dry-run', 'show what would change and write nothing')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe route learn --dry-run
  aqe route learn --out config/learned.json
  aqe route eval outcomes.jsonl --tiers haiku,opus --history config/learned.json

The file is used where routing.escalation.learned names it. It holds counts and sums, no task and no text.
Exit codes: 0 learned · 2 not: no database, a file that is something else · 5 too few verified tasks.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { learnRouting } = await import('./route/learn-routing.ts');
        return learnRouting(context, options);
      }),
    );
