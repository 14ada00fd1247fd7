import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { parseCount } from '../../cli/options/parse-count.ts';
import { parseDuration } from '../../cli/options/parse-duration.ts';
import { collectMetrics, metrics, parseShare } from './compare-options.ts';
import { collectTargets, parseWebAddress } from './metric-target.ts';

/** Where the data of a look comes from. */
export function sourceOptions<Args extends unknown[], Values extends OptionValues>(
  command: Command<Args, Values>,
) {
  return command
    .option(
      '--metrics <url>',
      'compare metrics of processes, as aqe canary compare does',
      collectTargets,
    )
    .option('--prometheus <url>', 'compare what a Prometheus server knows', parseWebAddress)
    .option('-i, --interval <time>', 'between two looks at --metrics', parseDuration, 15_000);
}

/** What decides, and what is tolerated. */
export function judgingOptions<Args extends unknown[], Values extends OptionValues>(
  command: Command<Args, Values>,
) {
  return command
    .addOption(
      new Option('--require <metric>', 'a metric that decides; may be repeated')
        .choices(metrics)
        .argParser(collectMetrics),
    )
    .option('--error-margin <percent>', 'how many points more may fail (default: 2)', parseShare)
    .option('--latency-margin <percent>', 'how much slower p95 may be (default: 10)', parseShare)
    .option('--saving <percent>', 'how much cheaper a task has to be (default: 20)', parseShare)
    .option('--seed <number>', 'of the bootstrap', parseCount, 1);
}

/** Who acts, and on what else than the flags. */
export function actOptions<Args extends unknown[], Values extends OptionValues>(
  command: Command<Args, Values>,
) {
  return command
    .option('--by <name>', 'who; kept in the audit trail (default: $USER)')
    .option('--wait <time>', 'how long to wait for the replicas', parseDuration, 10_000)
    .option('--kubectl', 'scale a Deployment with the share')
    .option('--deployment <name>', 'the one that --kubectl scales', 'aqe-fleet-canary')
    .option('--replicas <number>', 'how many it has at 100 %', parseCount, 8)
    .option('--namespace <name>', 'where it is')
    .option('--dry-run', 'print what would be done, change nothing')
    .option(
      '-c, --config <file>',
      'the configuration (default: $CONFIG_FILE or config/fleet.yaml)',
    );
}
