import type { Context } from '../../cli/context.ts';
import { isRecord } from '../../config/values.ts';
import { pause } from '../../core/pause.ts';
import { AqeError } from '../../errors.ts';

/** How one replica answers. */
export interface HealthLine {
  readonly url: string;
  /** Whether it is there, and of the version. */
  readonly ok: boolean;
  /** Null where it does not say. */
  readonly version: string | null;
  readonly status: string | null;
  /** What is wrong; null when nothing is. */
  readonly problem: string | null;
}

const AGAIN_MS = 500;
const PATIENCE_MS = 5000;
const MAX_BYTES = 1_048_576;
const bad = new Set(['stopping', 'degraded', 'unhealthy', 'error']);

/** Asks a replica until it answers as the version, or the time is over. */
export async function checkHealth(
  context: Context,
  address: string,
  { version, waitMs }: { readonly version: string; readonly waitMs: number },
): Promise<HealthLine> {
  const url = new URL(address);
  if (url.pathname === '/') url.pathname = '/health';
  const scheduler = await context.ports.scheduler();
  const end = scheduler.monotonic() + waitMs;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    const line = await look(context, url.href, version);
    if (line.ok || scheduler.monotonic() >= end || context.signal.aborted) return line;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await pause(AGAIN_MS, { scheduler, signal: context.signal });
  }
}

async function look({ ports, signal }: Context, url: string, wanted: string): Promise<HealthLine> {
  try {
    const http = await ports.httpText();
    const text = await http.get(url, { timeoutMs: PATIENCE_MS, limit: MAX_BYTES, signal });
    return lineOf(url, JSON.parse(text), wanted);
  } catch (error) {
    const isExpected = error instanceof AqeError || error instanceof SyntaxError;
    if (!isExpected) throw error;
    return { url, ok: false, version: null, status: null, problem: error.message };
  }
}

function lineOf(url: string, answer: unknown, wanted: string): HealthLine {
  const fields = isRecord(answer) ? answer : {};
  const version = textOf(fields['version']);
  const status = textOf(fields['status']);
  const isThere = status === null || !bad.has(status);
  const problem =
    version === wanted
      ? isThere
        ? null
        : `it is ${status}`
      : `it says version ${version ?? '(none)'}`;
  return { url, ok: problem === null, version, status, problem };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
