import Anthropic from '@anthropic-ai/sdk';
import { onTestFinished } from 'vitest';
import { startSimulator } from '../../src/adapters/simulator/start-simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/core/simulation.ts';

/** A simulator that ends with the test. */
export async function simulated(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(async () => simulator.close());
  return simulator;
}

/** The official SDK without retries of its own. */
export function clientOf({ url }: Pick<Simulator, 'url'>, apiKey = 'any'): Anthropic {
  return new Anthropic({ apiKey, baseURL: url, maxRetries: 0, logLevel: 'off' });
}

/** A small request. */
export const question = {
  model: 'claude-test-1',
  max_tokens: 1000,
  messages: [{ role: 'user' as const, content: 'Which tests does the parser need?' }],
};

/** Status, headers and the bytes until the end, as a client sees them that knows nothing of the protocol. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The connection broke before the answer was whole. */
  readonly broken: boolean;
}

interface PostOptions {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | null;
}

/** Posts a body to `/v1/messages`. @throws TypeError when nothing comes back */
export async function post(
  { url }: Pick<Simulator, 'url'>,
  body: object | string,
  { path = '/v1/messages', headers = {}, signal = null, method = 'POST' }: PostOptions = {},
): Promise<RawAnswer> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: { 'anthropic-version': '2023-06-01', ...headers },
    signal,
  });
  return { status: response.status, headers: response.headers, ...(await readAll(response)) };
}

async function readAll(response: Response): Promise<Pick<RawAnswer, 'text' | 'broken'>> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    return { text, broken: false };
  } catch {
    return { text, broken: true };
  }
}

/** Everything that comes, in a list. */
export async function collect<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** The events of an event stream, with their data as it was sent. */
export function eventsIn(
  text: string,
): readonly { readonly event: string; readonly data: string }[] {
  return [...text.matchAll(/^event: (.*)\ndata: (.*)\n\n/gm)].map(([, event = '', data = '']) => ({
    event,
    data,
  }));
}
