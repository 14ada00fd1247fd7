import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseCount } from '../cli/options/parse-count.ts';
import { decisiveMetrics } from '../rollout/margins.ts';
import { collectMetrics, parseShare } from './canary/compare-options.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason, parseStages } from './canary/act-options.ts';
import { collectFeatures, features } from './canary/collect-features.ts';
import {
  byOption,
  deploymentOption,
  intervalOption,
  kubectlOption,
  metricsOption,
  namespaceOption,
  prometheusOption,
  replicasOption,
  waitOption,
} from './canary/shared-options.ts';

const STAGES = [10, 25, 50, 100];
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** `aqe canary start` */
export const canaryStartCommand: CommandFactory = (host) =>
  judged()
    .addOption(byOption)
    .addOption(waitOption)
    .addOption(kubectlOption)
    .addOption(deploymentOption)
    .addOption(replicasOption)
    .addOption(namespaceOption)
    .option('--dry-run', 'print what would be done, change nothing')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe canary start                                  10 % from now on; aqe canary promote goes further
  aqe canary start --watch                          all the way, unattended: promotes on PASS, rolls back on FAIL
  aqe canary start --watch --soak 30m --jsonl
  aqe canary start --watch --reason "cache is fixed"  again, after one that failed
  aqe canary start --kubectl --replicas 8 --dry-run

A watch that is interrupted leaves the rollout as it is; the same command goes on with it.
Defaults of margins and --require: rollout.margins of the configuration, where it has them.

Exit codes: 0 started, or complete with --watch · 1 failed or aborted, rolled back · 5 undecided, it holds · 2 not started.
`,
    )
    .action(async (files, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { startCanary } = await import('./canary/start-canary.ts');
        return startCanary(context, { ...options, files });
      }),
    );

/** The stages, and where their data comes from. */
function staged() {
  return new Command('start')
    .description('roll features out in stages: 10, 25, 50 and 100 % of the tasks')
    .argument('[files...]', 'JSON as aqe canary compare takes it, read anew at each look')
    .option('--watch', 'see it through to the end, or go on with the one that is running')
    .addOption(
      new Option('--feature <name>', 'what is rolled out; may be repeated (default: both)')
        .choices(features)
        .argParser(collectFeatures),
    )
    .addOption(
      new Option('--stages <list>', 'the share of tasks in each stage')
        .argParser(parseStages)
        .default(STAGES, '10,25,50,100'),
    )
    .addOption(
      new Option('--soak <time>', 'how long a stage takes at least')
        .argParser(parseDuration)
        .default(DAY, '24h'),
    )
    .option(
      '--every <time>',
      'from one look to the next (default: 5m, 16 a stage at least)',
      parseDuration,
    )
    .option(
      '--stage-timeout <time>',
      'with --watch: end with exit code 5 when a stage takes longer (default: four times --soak)',
      parseDuration,
    )
    .addOption(
      new Option('--cool-down <time>', 'none is started so soon after a rollback')
        .argParser(parseDuration)
        .default(HOUR, '1h'),
    )
    .option('--reason <text>', 'why; needed after a rollout that has ended', parseReason)
    .option('--jsonl', 'with --watch: print each event as one line of JSON')
    .addOption(metricsOption)
    .addOption(prometheusOption)
    .addOption(intervalOption);
}

/** The same, with what decides. */
function judged() {
  return staged()
    .addOption(
      new Option('--require <metric>', 'a metric that decides; may be repeated')
        .choices(decisiveMetrics)
        .argParser(collectMetrics),
    )
    .option('--error-margin <percent>', 'how many points more may fail (default: 2)', parseShare)
    .option('--latency-margin <percent>', 'how much slower p95 may be (default: 10)', parseShare)
    .option('--saving <percent>', 'how much cheaper a task has to be (default: 20)', parseShare)
    .option('--seed <number>', 'of the bootstrap', parseCount, 1);
}
