import type { Context } from '../../cli/context.ts';
import type { ProcessFigures } from '../../report/performance/performance-report.ts';
import { processFigures } from '../../report/performance/process-figures.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 16 * 1_048_576;

/**
 * Reads the metrics of processes.
 * @throws AqeError TARGET_UNREACHABLE, DATA_INVALID, INTERRUPTED
 */
export async function askProcesses(
  { ports, signal }: Context,
  urls: readonly string[],
): Promise<readonly ProcessFigures[]> {
  if (urls.length === 0) return [];
  const http = await ports.httpText();
  const options = { timeoutMs: TIMEOUT_MS, limit: MAX_BYTES, signal };
  return Promise.all(urls.map(async (url) => processFigures(await http.get(url, options), url)));
}
