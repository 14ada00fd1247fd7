import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { reportCostsCommand } from './report-costs.ts';
import { reportRolloutCommand } from './report-rollout.ts';
import { reportPerformanceCommand } from './report-performance.ts';

/** `aqe report`: what happened, for people who were not there. */
export const reportCommand: CommandFactory = (host) =>
  new Command('report')
    .description('performance, costs and rollout of a period, to be read, printed and sent around')
    .addHelpText(
      'after',
      `
Examples:
  aqe report performance                             the last seven days
  aqe report costs --period=month --format html --out costs.html
  aqe report rollout --format md
`,
    )
    .addCommand(reportPerformanceCommand(host))
    .addCommand(reportCostsCommand(host))
    .addCommand(reportRolloutCommand(host));
