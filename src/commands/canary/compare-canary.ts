import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import type { MarginSettings } from '../../config/settings/margin-settings.ts';
import { AqeError } from '../../errors.ts';
import { compare, type Comparison } from '../../rollout/compare.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import { type Judging, marginsOf } from '../../rollout/margins.ts';
import type { Metric, Verdict } from '../../rollout/verdict.ts';
import type { Target } from '../../rollout/scrape/history.ts';
import { askPrometheus } from './ask-prometheus.ts';
import { fileEvidence } from './file-evidence.ts';
import { pollMetrics } from './poll-metrics.ts';
import { readStoreEvidence } from './read-store-evidence.ts';
import { renderComparison } from './render-comparison.ts';
import { renderComparisonMarkdown } from './render-comparison-markdown.ts';

/** What `aqe canary compare` was asked for. Shares are parts of 1. */
export interface CompareOptions {
  readonly metrics?: readonly Target[] | undefined;
  readonly prometheus?: string | undefined;
  /** Milliseconds. */
  readonly window?: number | undefined;
  /** Milliseconds. */
  readonly interval: number;
  readonly share?: number | undefined;
  readonly require?: readonly Metric[] | undefined;
  readonly errorMargin?: number | undefined;
  readonly latencyMargin?: number | undefined;
  readonly saving?: number | undefined;
  readonly seed: number;
  readonly format: 'table' | 'json' | 'md';
  readonly config?: string | undefined;
}

const DAY = 86_400_000;
const FIVE_MINUTES = 300_000;

const exitCodes: Partial<Record<Verdict, ExitCode>> = {
  PASS: ExitCode.ok,
  FAIL: ExitCode.negative,
};

/**
 * Compares, prints, and answers with the verdict.
 * @throws AqeError DATA_INVALID, FILE_…, USAGE, CONFIG_…, STORE_UNAVAILABLE
 */
export async function compareCanary(
  context: Context,
  files: readonly string[],
  options: CompareOptions,
): Promise<ExitCode> {
  const { files: disk, env, dotEnv } = context;
  const { settings } = await loadSettings({ files: disk, file: options.config, env, dotEnv });
  const judging = judgingOf(options, settings.margins);
  const comparison = compare(await evidenceFor(context, files, options), judging);
  print(context, comparison, options.format);
  return exitCodes[comparison.verdict] ?? ExitCode.undecided;
}

/**
 * What is compared: of files, metrics, a Prometheus server, or the store.
 * @throws AqeError DATA_INVALID, FILE_…, USAGE, CONFIG_…, STORE_UNAVAILABLE
 */
export async function evidenceFor(
  context: Context,
  files: readonly string[],
  options: CompareOptions,
): Promise<Evidence> {
  if (options.share === 0 || options.share === 1) {
    throw new AqeError('USAGE', 'with a share of 0 or 100 % there is nothing to compare', {
      hint: 'Give --share the percentage of the tasks that canary gets, such as 10.',
    });
  }
  const { share, metrics = [], prometheus, interval, window = DAY } = options;
  const given = [files.length > 0, metrics.length > 0, prometheus !== undefined];
  if (given.filter(Boolean).length > 1) {
    throw new AqeError('USAGE', 'files, --metrics and --prometheus are three sources', {
      hint: 'Name one of them; without any the store is read.',
    });
  }
  if (files.length > 0) return fileEvidence(context, files, share);
  if (prometheus !== undefined) {
    return askPrometheus(context, { url: prometheus, windowMs: window, share });
  }
  if (metrics.length === 0) return readStoreEvidence(context, { ...options, window });
  const windowMs = options.window ?? FIVE_MINUTES;
  return pollMetrics(context, { targets: metrics, windowMs, intervalMs: interval, share });
}

/** How it is compared: by the options, then by the configuration. */
export function judgingOf(
  { seed, errorMargin, latencyMargin, saving, require }: CompareOptions,
  configured: MarginSettings,
): Judging {
  const asked = { errorRate: errorMargin, latency: latencyMargin, saving, required: require };
  return { confidence: 0.95, seed, margins: marginsOf(asked, configured) };
}

function print(
  { reporter }: Context,
  comparison: Comparison,
  format: CompareOptions['format'],
): void {
  switch (format) {
    case 'table': {
      reporter.raw(renderComparison(comparison, reporter.out));
      return;
    }
    case 'json': {
      reporter.raw(`${JSON.stringify(comparison, null, 2)}\n`);
      return;
    }
    case 'md': {
      reporter.raw(renderComparisonMarkdown(comparison));
    }
  }
}
