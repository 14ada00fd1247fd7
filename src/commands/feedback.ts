import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { feedbackAddCommand } from './feedback-add.ts';
import { feedbackExportCommand } from './feedback-export.ts';
import { feedbackListCommand } from './feedback-list.ts';

/** `aqe feedback`: what people say of the fleet. */
export const feedbackCommand: CommandFactory = (host) =>
  new Command('feedback')
    .description('what people say of the fleet and of its tasks, kept in its store')
    .addHelpText(
      'after',
      `
Examples:
  aqe feedback add --rating 5 --text "found the race in an hour" --task 4711
  aqe feedback list --period=month
  aqe feedback export --format csv --out feedback.csv
`,
    )
    .addCommand(feedbackAddCommand(host))
    .addCommand(feedbackListCommand(host))
    .addCommand(feedbackExportCommand(host));
