import { Option } from '@commander-js/extra-typings';
import { parseCount } from '../../cli/options/parse-count.ts';
import { parseDuration } from '../../cli/options/parse-duration.ts';
import { collectTargets, parseWebAddress } from './metric-target.ts';
import type { Target } from '../../rollout/scrape/history.ts';

/** Where a look at a rollout takes its data from. */
export const metricsOption: Option<'--metrics <url>', undefined, undefined, readonly Target[]> =
  new Option(
    '--metrics <url>',
    'compare metrics of processes, as aqe canary compare does',
  ).argParser(collectTargets);
export const prometheusOption: Option<'--prometheus <url>', undefined, undefined, string> =
  new Option('--prometheus <url>', 'compare what a Prometheus server knows').argParser(
    parseWebAddress,
  );
export const intervalOption: Option<'-i, --interval <time>', undefined, number, number> =
  new Option('-i, --interval <time>', 'between two looks at --metrics')
    .argParser(parseDuration)
    .default(15_000, '15s');
export const windowOption: Option<'-w, --window <time>', undefined, undefined, number> = new Option(
  '-w, --window <time>',
  'how long --metrics are read (default: 5m)',
).argParser(parseDuration);

/** Who acts on a rollout, and on what. */
export const byOption: Option<'--by <name>'> = new Option(
  '--by <name>',
  'who; kept in the audit trail (default: $USER)',
);
export const waitOption: Option<'--wait <time>', undefined, number, number> = new Option(
  '--wait <time>',
  'how long to wait for the replicas',
)
  .argParser(parseDuration)
  .default(10_000, '10s');
export const kubectlOption: Option<'--kubectl'> = new Option(
  '--kubectl',
  'scale a Deployment with the share',
);
export const deploymentOption: Option<'--deployment <name>', undefined, string> = new Option(
  '--deployment <name>',
  'the one that --kubectl scales',
).default('aqe-fleet-canary');
export const replicasOption: Option<'--replicas <number>', undefined, number, number> = new Option(
  '--replicas <number>',
  'how many it has at 100 %',
)
  .argParser(parseCount)
  .default(8);
export const namespaceOption: Option<'--namespace <name>'> = new Option(
  '--namespace <name>',
  'where it is',
);
