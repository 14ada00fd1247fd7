import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseCount } from '../cli/options/parse-count.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseWebAddress } from './canary/metric-target.ts';
import { collectServices } from './gate/service-address.ts';
import { collectLimits } from './monitor/parse-limit.ts';

const examples = `
Examples:
  aqe monitor --target http://a:3000 --target http://b:3000
  aqe monitor --feature routing --duration 72h --interval 30s --prometheus http://localhost:9090
  aqe monitor --limit p95-latency=30s --limit error-rate=1%
  aqe monitor --duration 10m --jsonl | jq -c 'select(.type == "breach")'

Exit codes: 0 no limit was passed · 1 one was · 2 usage · 130 interrupted; the summary is printed all the same.
`;

/** `aqe monitor`: live metrics of a fleet against limits. */
export const monitorCommand: CommandFactory = (host) =>
  new Command('monitor')
    .description('watch a fleet: error rate, latency, memory, costs, streams, each with its limit')
    .addOption(
      new Option(
        '--feature <name>',
        'only what matters for this feature, and what always does',
      ).choices(['routing', 'streaming'] as const),
    )
    .option(
      '--duration <time>',
      'stop after this time, such as 72h; else until stopped',
      parseDuration,
    )
    .addOption(
      new Option('-i, --interval <time>', 'between two looks')
        .argParser(parseDuration)
        .default(30_000, '30s'),
    )
    .option('-w, --window <time>', 'what each look is about (default: 5m)', parseDuration)
    .option(
      '--target <url>',
      'a replica; may be repeated (default: what aqe serve listens on)',
      collectServices,
    )
    .option('--prometheus <url>', 'ask a Prometheus server instead', parseWebAddress)
    .option(
      '--limit <id=value>',
      'another limit, such as p95-latency=30s; may be repeated',
      collectLimits,
    )
    .option('--patience <looks>', 'so many looks without an answer are a breach', parseCount, 3)
    .option('--jsonl', 'print each look and each breach as a line of JSON')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText('after', examples)
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { runMonitor } = await import('./monitor/run-monitor.ts');
        return runMonitor(context, options);
      }),
    );
