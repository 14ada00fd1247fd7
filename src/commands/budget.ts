import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { budgetSetCommand } from './budget-set.ts';
import { budgetStatusCommand } from './budget-status.ts';

/** `aqe budget`: what may be spent, and what is left of it. */
export const budgetCommand: CommandFactory = (host) =>
  new Command('budget')
    .description('what may be spent, what is left, and how to change it')
    .addHelpText(
      'after',
      `
Examples:
  aqe budget                      the same as aqe budget status
  aqe budget set --daily 50       change a limit in the configuration
`,
    )
    .addCommand(budgetStatusCommand(host), { isDefault: true })
    .addCommand(budgetSetCommand(host));
