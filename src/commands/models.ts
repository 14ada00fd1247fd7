import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { modelsListCommand } from './models-list.ts';
import { modelsRefreshCommand } from './models-refresh.ts';

/** `aqe models`: what is known of the providers' models. */
export const modelsCommand: CommandFactory = (host) =>
  new Command('models')
    .description('what is known of the models: prices, context windows, life cycles')
    .addHelpText(
      'after',
      `
Examples:
  aqe models                 the same as aqe models list
  aqe models list --all      with models that no longer answer
  aqe models refresh         bring a configuration up to date
`,
    )
    .addCommand(modelsListCommand(host), { isDefault: true })
    .addCommand(modelsRefreshCommand(host));
