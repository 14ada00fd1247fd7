import { setTimeout as sleep } from 'node:timers/promises';
import { valueAt } from '../../src/config/values.ts';
import { ask, eventsOf, type StreamedEvent } from './served.ts';

/** How many clients, what they ask for, and whom. */
interface TaskClientsOptions {
  /** Replicas that can be asked now. */
  readonly urls: () => readonly string[];
  readonly clients: number;
  /** Tasks of one run have names of their own. */
  readonly name: string;
  readonly body: (name: string) => object;
}

/** A task as its client saw it end. */
export interface ClientTask {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  /** The code of its error; empty for none. */
  readonly code: string;
  readonly text: string;
  /** From the request to the end, in milliseconds. */
  readonly ms: number;
}

/** Clients at work. */
export interface TaskClients {
  /** Tasks that ended so far. */
  readonly ended: readonly ClientTask[];
  /** No client begins a task any more; resolves when the last one ended. */
  stop(): Promise<readonly ClientTask[]>;
}

const AGAIN_MS = 100;

/** Clients that each have one task after the other done. When its replica goes, or has no room, a client asks another one with the key of its task, as clients should. */
export function taskClients(options: TaskClientsOptions): TaskClients {
  const ended: ClientTask[] = [];
  const stopped = new AbortController();
  const client = async (index: number): Promise<void> => {
    for (let count = 0; !stopped.signal.aborted; count += 1) {
      const name = `${options.name} ${index}.${count}`;
      // oxlint-disable-next-line no-await-in-loop -- one task after the other
      ended.push(await untilItEnds(name, index, options));
    }
  };
  const all = Promise.all(Array.from({ length: options.clients }, async (_, n) => client(n)));
  return {
    ended,
    stop: async () => {
      stopped.abort();
      await all;
      return ended;
    },
  };
}

async function untilItEnds(
  name: string,
  client: number,
  { urls, body }: TaskClientsOptions,
): Promise<ClientTask> {
  const startedAt = performance.now();
  for (let turn = client; ; turn += 1) {
    const all = urls();
    // oxlint-disable-next-line no-await-in-loop -- until somebody says how it ended
    const last = await lastEvent(`${all[turn % all.length]}/v1/tasks`, name, body(name));
    if (last !== undefined && /^(succeeded|failed|cancelled)$/.test(last.event)) {
      return { name, ...endOf(last), ms: performance.now() - startedAt };
    }
    // oxlint-disable-next-line no-await-in-loop
    await sleep(AGAIN_MS);
  }
}

/** Undefined where the replica refused, or is gone. */
async function lastEvent(
  url: string,
  name: string,
  body: object,
): Promise<StreamedEvent | undefined> {
  let last: StreamedEvent | undefined;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'idempotency-key': name,
      },
      body: JSON.stringify(body),
    });
    if (response.status >= 400 && response.status !== 429 && response.status !== 503) {
      throw new Refused(`${response.status}: ${await response.text()}`);
    }
    for await (const event of eventsOf(response)) last = event;
  } catch (error) {
    if (error instanceof Refused) throw error;
  }
  return last;
}

class Refused extends Error {}

function endOf({ event, data }: StreamedEvent): Omit<ClientTask, 'name' | 'ms'> {
  return {
    id: textAt(data, 'id'),
    status: event,
    attempts: Number(valueAt(data, ['attempts'])),
    code: textAt(data, 'error', 'code'),
    text: textAt(data, 'result', 'text'),
  };
}

function textAt(data: unknown, ...path: string[]): string {
  const value = valueAt(data, path);
  return typeof value === 'string' ? value : '';
}

/** Resolves when all of these replicas say that they have the flags of a generation. */
export async function untilAllHave(urls: readonly string[], generation: number): Promise<void> {
  await Promise.all(urls.map(async (url) => untilOneHas(url, generation)));
}

async function untilOneHas(url: string, generation: number): Promise<void> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    const health = await ask(`${url}/health`);
    if (health.at('generation') === generation && health.at('status') === 'ok') return;
    // oxlint-disable-next-line no-await-in-loop
    await sleep(20);
  }
}
