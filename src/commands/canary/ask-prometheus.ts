import type { Context } from '../../cli/context.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import {
  comparedMetrics,
  type PrometheusHistory,
  readPrometheusAnswer,
  selectorOf,
} from '../../rollout/scrape/prometheus-answer.ts';
import { scrapeEvidence } from '../../rollout/scrape/scrape-evidence.ts';

const MAX_BYTES = 512 * 1_048_576;
const TIMEOUT_MS = 60_000;

/** Which server is asked, and about what. */
export interface PrometheusQuestion {
  readonly url: string;
  readonly windowMs: number;
  /** Of canary, 0 to 1. */
  readonly share: number | undefined;
  /** The end of the window, in milliseconds since 1970; now where nobody says. */
  readonly at?: number | undefined;
}

/**
 * Makes evidence of what a Prometheus server has scraped.
 * @throws AqeError TARGET_UNREACHABLE, DATA_INVALID, INTERRUPTED
 */
export async function askPrometheus(
  context: Context,
  question: PrometheusQuestion,
): Promise<Evidence> {
  const { histories, rounds } = await queryPrometheus(context, question, comparedMetrics);
  return {
    ...scrapeEvidence(histories, rounds, question.share),
    source: `the Prometheus server ${question.url}`,
  };
}

/**
 * Asks a Prometheus server for samples as it has scraped them.
 * @throws AqeError TARGET_UNREACHABLE, DATA_INVALID, INTERRUPTED
 */
export async function queryPrometheus(
  { ports, clock, signal }: Context,
  { url, windowMs, at }: Pick<PrometheusQuestion, 'url' | 'windowMs' | 'at'>,
  metrics: readonly string[],
): Promise<PrometheusHistory> {
  const query = new URL('api/v1/query', url.endsWith('/') ? url : `${url}/`);
  query.searchParams.set('query', `${selectorOf(metrics)}[${Math.round(windowMs)}ms]`);
  query.searchParams.set('time', new Date(at ?? clock.now()).toISOString());
  const http = await ports.httpText();
  const text = await http.get(query.href, { timeoutMs: TIMEOUT_MS, limit: MAX_BYTES, signal });
  return readPrometheusAnswer(text, url);
}
