import type { Context } from '../../cli/context.ts';
import type { Evidence } from '../../rollout/evidence.ts';
import {
  prometheusSelector,
  readPrometheusAnswer,
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
}

/**
 * Asks a Prometheus server for what it has scraped.
 * @throws AqeError TARGET_UNREACHABLE, DATA_INVALID, INTERRUPTED
 */
export async function askPrometheus(
  { ports, clock, signal }: Context,
  { url, windowMs, share }: PrometheusQuestion,
): Promise<Evidence> {
  const query = new URL('api/v1/query', url.endsWith('/') ? url : `${url}/`);
  query.searchParams.set('query', `${prometheusSelector}[${Math.round(windowMs)}ms]`);
  query.searchParams.set('time', clock.now().toISOString());
  const http = await ports.httpText();
  const text = await http.get(query.href, { timeoutMs: TIMEOUT_MS, limit: MAX_BYTES, signal });
  const { histories, rounds } = readPrometheusAnswer(text, url);
  return { ...scrapeEvidence(histories, rounds, share), source: `the Prometheus server ${url}` };
}
