import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason, parseStages } from './canary/act-options.ts';
import { collectFeatures, features } from './canary/collect-features.ts';
import { actOptions, judgingOptions, sourceOptions } from './canary/shared-options.ts';

const STAGES = [10, 25, 50, 100];
const DAY = 86_400_000;

/** `aqe canary start` */
export const canaryStartCommand: CommandFactory = (host) =>
  actOptions(
    judgingOptions(
      sourceOptions(
        new Command('start')
          .description('roll features out in stages: 10, 25, 50 and 100 % of the tasks')
          .argument('[files...]', 'JSON as aqe canary compare takes it, read anew at each look')
          .option('--watch', 'see it through to the end, or go on with the one that is running')
          .addOption(
            new Option('--feature <name>', 'what is rolled out; may be repeated (default: both)')
              .choices(features)
              .argParser(collectFeatures),
          )
          .option('--stages <list>', 'the share of tasks in each stage', parseStages, STAGES)
          .option('--soak <time>', 'how long a stage takes at least', parseDuration, DAY)
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
          .option('--reason <text>', 'why; needed after a rollout that has ended', parseReason)
          .option('--jsonl', 'with --watch: print each event as one line of JSON'),
      ),
    ),
  )
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
Exit codes: 0 started, or complete with --watch · 1 failed or aborted, rolled back · 5 undecided, it holds · 2 not started.
`,
    )
    .action(async (files, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { startCanary } = await import('./canary/start-canary.ts');
        return startCanary(context, { ...options, files });
      }),
    );
