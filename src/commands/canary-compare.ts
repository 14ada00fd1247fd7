import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseCount } from '../cli/options/parse-count.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { decisiveMetrics } from '../rollout/margins.ts';
import { collectMetrics, parseShare } from './canary/compare-options.ts';
import { collectTargets, parseWebAddress } from './canary/metric-target.ts';

const examples = `
Examples:
  aqe canary compare --window 2h --share 10
  aqe canary compare canary.json stable.json --saving 0
  aqe canary compare both.json --require errorRate --require p95Latency
  aqe canary compare --metrics canary=http://a:9464/metrics --metrics stable=http://b:9464/metrics --window 10m
  aqe canary compare --prometheus http://localhost:9090 --window 1h --require errorRate
  aqe canary compare both.json --format md >> "$GITHUB_STEP_SUMMARY"

Defaults of margins and --require: rollout.margins of the configuration, where it has them.

Exit codes: 0 PASS · 1 FAIL · 5 undecided: too little data, or data that cannot be believed · 2 not compared.
`;

/** `aqe canary compare`: PASS, FAIL, or why neither can be said. */
export const canaryCompareCommand: CommandFactory = (host) =>
  new Command('compare')
    .description('judge a canary: PASS only where the absence of harm is shown')
    .argument(
      '[files...]',
      'JSON: one file with both arms, or those of canary and of stable; - is standard input',
    )
    .option(
      '--metrics <url>',
      'read the metrics of a process; canary=<url> or stable=<url> where it serves one arm; may be repeated',
      collectTargets,
    )
    .option('--prometheus <url>', 'ask a Prometheus server', parseWebAddress)
    .option(
      '-w, --window <time>',
      'how much time is compared (default: 24h; 5m of --metrics)',
      parseDuration,
    )
    .option('-i, --interval <time>', 'between two looks at --metrics', parseDuration, 15_000)
    .option('--share <percent>', 'what part of the tasks canary should have had', parseShare)
    .addOption(
      new Option('--require <metric>', 'a metric that decides; may be repeated')
        .choices(decisiveMetrics)
        .argParser(collectMetrics),
    )
    .option('--error-margin <percent>', 'how many points more may fail (default: 2)', parseShare)
    .option('--latency-margin <percent>', 'how much slower p95 may be (default: 10)', parseShare)
    .option(
      '--saving <percent>',
      'how much cheaper a task has to be; 0 for not dearer (default: 20)',
      parseShare,
    )
    .option('--seed <number>', 'of the bootstrap', parseCount, 1)
    .addOption(
      new Option('--format <name>', 'how the comparison is printed')
        .choices(['table', 'json', 'md'] as const)
        .default('table' as const),
    )
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText('after', examples)
    .action(async (files, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { compareCanary } = await import('./canary/compare-canary.ts');
        return compareCanary(context, files, {
          ...options,
          format: context.reporter.json ? 'json' : options.format,
        });
      }),
    );
