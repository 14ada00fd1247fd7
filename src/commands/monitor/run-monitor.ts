import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { serviceSettings } from '../../config/settings/service-settings.ts';
import { AqeError } from '../../errors.ts';
import { monitor, type MonitorSource } from '../../rollout/monitor/monitor.ts';
import type { MonitorSummary } from '../../rollout/monitor/summary.ts';
import {
  type Limits,
  type Watched,
  watchedFor,
  type WatchedFeature,
} from '../../rollout/monitor/watched.ts';
import { collectServices, type ServiceAddress } from '../gate/service-address.ts';
import { prometheusSource } from './prometheus-source.ts';
import { type Show, showJson, showLines, showLive } from './show.ts';
import { summaryText } from './summary-text.ts';
import { targetSource } from './target-source.ts';

/** What `aqe monitor` was asked for. Times in milliseconds. */
interface MonitorOptions {
  readonly feature?: WatchedFeature | undefined;
  readonly duration?: number | undefined;
  readonly interval: number;
  readonly window?: number | undefined;
  readonly target?: readonly ServiceAddress[] | undefined;
  readonly prometheus?: string | undefined;
  readonly limit?: Limits | undefined;
  readonly patience: number;
  readonly jsonl?: true | undefined;
  readonly config?: string | undefined;
}

const WINDOW_MS = 300_000;

/**
 * Watches a fleet, shows each look, and sums up at the end.
 * @throws AqeError USAGE, FILE_…, CONFIG_…, ENV_INVALID
 */
export async function runMonitor(context: Context, options: MonitorOptions): Promise<ExitCode> {
  refuseContradictions(context, options);
  const { clock, ports, signal } = context;
  const watched = watchedFor(options.feature, options.limit ?? {});
  const source = await sourceFor(context, options);
  const show = showFor(context, options, { watched, name: source.name });
  // A stop is how many a watch ends; the summary is due all the same.
  void context.untilStopped();
  const summary = await monitor({
    source,
    watched,
    intervalMs: options.interval,
    durationMs: options.duration,
    patience: patienceOf(options),
    clock,
    scheduler: await ports.scheduler(),
    signal,
    onLook: show,
  });
  sumUp(context, options, { summary, watched });
  if (summary.interrupted) return ExitCode.interrupted;
  return summary.verdict === 'breached' ? ExitCode.negative : ExitCode.ok;
}

function refuseContradictions({ reporter }: Context, options: MonitorOptions): void {
  if (reporter.json && options.jsonl === true) {
    throw new AqeError('USAGE', '--json and --jsonl are two ways to print', {
      hint: 'Name one of them.',
    });
  }
  if (options.target !== undefined && options.prometheus !== undefined) {
    throw new AqeError('USAGE', '--target and --prometheus are two sources', {
      hint: 'Name one of them.',
    });
  }
  if (reporter.json && options.duration === undefined) {
    throw new AqeError('USAGE', '--json prints one value at the end, and nothing says when it is', {
      hint: 'Add --duration 10m, or print each look with --jsonl.',
    });
  }
}

/** Where there are fewer looks than that, none of them may find an answer. */
function patienceOf({ patience, duration, interval }: MonitorOptions): number {
  if (duration === undefined) return patience;
  return Math.min(patience, Math.floor(duration / interval) + 1);
}

async function sourceFor(context: Context, options: MonitorOptions): Promise<MonitorSource> {
  const { prometheus, interval } = options;
  // A rate needs two answers.
  const windowMs = Math.max(options.window ?? WINDOW_MS, 2 * interval);
  if (prometheus !== undefined) return prometheusSource(context, { url: prometheus, windowMs });
  const targets = options.target ?? (await configured(context, options.config));
  return targetSource(context, { targets, windowMs, intervalMs: interval });
}

/** What `aqe serve` with this configuration listens on. */
async function configured(
  { files, env, dotEnv }: Context,
  file: string | undefined,
): Promise<readonly ServiceAddress[]> {
  const { document } = await loadSettings({ files, file, env, dotEnv });
  const { host, port } = serviceSettings({ env, dotEnv, document });
  const everywhere = host === '0.0.0.0' || host === '::';
  return collectServices(`http://${everywhere ? '127.0.0.1' : host}:${port}`, undefined);
}

interface Shown {
  readonly watched: readonly Watched[];
  readonly name: string;
}

function showFor(context: Context, { jsonl }: MonitorOptions, { watched, name }: Shown): Show {
  if (context.reporter.json) return () => undefined;
  if (jsonl === true) return showJson(context);
  const isLive = context.stdout.isTTY === true && context.env['TERM'] !== 'dumb';
  return isLive ? showLive(context, watched, name) : showLines(context, watched);
}

/** Printed also after an interrupt, when the reporter is silent already. */
function sumUp(
  { reporter, stdout }: Context,
  { jsonl }: MonitorOptions,
  { summary, watched }: { readonly summary: MonitorSummary; readonly watched: readonly Watched[] },
): void {
  if (reporter.json) stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else if (jsonl === true) stdout.write(`${JSON.stringify({ type: 'summary', ...summary })}\n`);
  else stdout.write(`\n${summaryText(summary, watched, reporter.out)}`);
}
