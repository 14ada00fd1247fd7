import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import type { Rating } from '../core/feedback/feedback-log.ts';
import { ratingOf } from '../core/feedback/summarize-feedback.ts';

/** `aqe feedback add` */
export const feedbackAddCommand: CommandFactory = (host) =>
  new Command('add')
    .description('keep what somebody thinks')
    .requiredOption('-r, --rating <stars>', '1, not at all, to 5, very satisfied', parseRating)
    .option('--text <text>', 'in words; - reads standard input')
    .option('--task <id>', 'the task that it is about')
    .option('--by <name>', 'who says so (default: $USER)')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe feedback add --rating 4 --text "faster than before" --by Ann
  aqe feedback add -r 2 --task 4711 --text - < complaint.txt

Reports count it: aqe report rollout. Exit codes: 0 kept · 2 not: a bad rating, a text that is too long, no database.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { addFeedback } = await import('./feedback/add-feedback.ts');
        const added = await addFeedback(context, options);
        context.reporter.result(added, ({ rating, by }) => `Kept: ${rating} of 5, from ${by}.`);
        return ExitCode.ok;
      }),
    );

function parseRating(text: string): Rating {
  const rating = /^[1-5]$/.test(text) ? ratingOf(Number(text)) : undefined;
  if (rating === undefined) throw new InvalidArgumentError('Write a number from 1 to 5.');
  return rating;
}
