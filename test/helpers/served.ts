import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { isRecord, valueAt } from '../../src/config/values.ts';
import { main } from '../../src/main.ts';
import { project } from './project.ts';

/** What a test sees of a service. */
export interface Served {
  readonly url: string;
  readonly dir: string;
  /** The lines of its log, parsed. */
  readonly log: () => readonly unknown[];
  /** Asks it, with JSON both ways. */
  ask(path: string, init?: AskOptions): Promise<Asked>;
  /** SIGTERM, and how it ended. */
  stop(): Promise<number>;
  readonly ended: Promise<number>;
}

interface AskOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** A value of the body. */
  readonly at: (...path: string[]) => unknown;
}

/** Lines of a configuration: everything on, in a file of its own. */
export const servedConfig = `
fleet: {id: served, maxAgents: 4}
agents: [{type: general, count: 1}]
database: {type: sqlite, filename: ./data/fleet.db}
features: {multiModelRouter: true, streaming: true}
routing: {enabled: true, costTracking: {enabled: true, budgetLimits: {daily: 50}}}
streaming: {enabled: true}
`;

/** What may be said of a service. */
export interface ServeSetup {
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** A folder that is there already. */
  readonly dir?: string;
}

/** `aqe serve` in this process, on a free port of this host; it ends with the test. */
export async function served(setup: ServeSetup = {}): Promise<Served> {
  const { config = servedConfig, env = {}, args = [], files = {} } = setup;
  const dir = setup.dir ?? project({ 'config/fleet.yaml': config, ...files }).dir;
  const [stdout, stderr, stop] = [new PassThrough(), new PassThrough(), new AbortController()];
  let log = '';
  stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const argv = ['serve', '--host', '127.0.0.1', '--port', '0', '--json', '--drain', '1', ...args];
  const world = { stdout, stderr, env, cwd: dir, clock: systemClock, signal: stop.signal };
  const ended = main(argv, world);
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  const first: unknown[] = await Promise.race([once(stdout, 'data'), ended.then(() => [])]);
  if (first.length === 0) throw new Error(`it did not start:\n${log}`);
  const url = String(valueAt(JSON.parse(String(first[0])), ['url']));
  return {
    url,
    dir,
    log: () => log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : [])),
    ask: async (path, init) => ask(`${url}${path}`, init),
    stop: async () => {
      stop.abort();
      return ended;
    },
    ended,
  };
}

/** Asks a service, with JSON both ways. */
export async function ask(
  url: string,
  { method, body, headers = {} }: AskOptions = {},
): Promise<Asked> {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const answer: unknown = isJson ? JSON.parse(text) : text;
  const { status } = response;
  return {
    status,
    headers: response.headers,
    body: answer,
    at: (...path) => valueAt(answer, path),
  };
}

/** One event of a stream. */
export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** The events of a response, as they come; comments are left out. */
export async function* eventsOf(response: Response): AsyncGenerator<StreamedEvent> {
  if (response.body === null) return;
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const event = eventOf(part);
      if (event !== undefined) yield event;
    }
  }
}

function eventOf(part: string): StreamedEvent | undefined {
  const fields = new Map(
    part.split('\n').flatMap((line) => {
      const colon = line.indexOf(': ');
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 2)] as const] : [];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data: JSON.parse(data) };
}

/** The text that a client has after these events. */
export function textOf(events: readonly StreamedEvent[]): string {
  let text = '';
  for (const { event, data } of events) {
    if (event === 'restart') text = '';
    if (event === 'text' && isRecord(data)) text += String(data['text']);
  }
  return text;
}
