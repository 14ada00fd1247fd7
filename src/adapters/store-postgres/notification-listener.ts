import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { PostgresTarget } from '../../core/ports.ts';

/** Calls back at each notification of a channel, and after each gap in which one may have been missed. @returns stops it */
export type Listen = (channel: string, wake: () => void) => () => Promise<void>;

/** Milliseconds. */
interface ListenerPatience {
  readonly connectMs: number;
  /** The longest pause before another try; the first are shorter. */
  readonly pauseMs: number;
}

const usualPatience: ListenerPatience = { connectMs: 5000, pauseMs: 1000 };
const FIRST_PAUSE_MS = 50;

/** Listens on connections of their own, one for each call, which are made anew for as long as it takes. */
export function notificationListener(
  target: PostgresTarget,
  patience: ListenerPatience = usualPatience,
): Listen {
  return (channel, wake) => {
    const stopped = new AbortController();
    const { signal } = stopped;
    const ended = listenOn({ target, patience, channel, wake, signal });
    return async () => {
      stopped.abort();
      await ended;
    };
  };
}

interface Listening {
  readonly target: PostgresTarget;
  readonly patience: ListenerPatience;
  readonly channel: string;
  readonly wake: () => void;
  readonly signal: AbortSignal;
}

async function listenOn(listening: Listening): Promise<void> {
  const { signal, patience } = listening;
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop -- one connection after the other
    const worked = await oneConnection(listening);
    pause = worked ? FIRST_PAUSE_MS : Math.min(pause * 2, patience.pauseMs);
    // oxlint-disable-next-line no-await-in-loop -- random, so that replicas do not come back in step
    await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal, ref: false }).catch(ignore);
  }
}

/** Resolves when the connection is gone. @returns whether it was ever there */
async function oneConnection(listening: Listening): Promise<boolean> {
  const { target, patience, channel, wake, signal } = listening;
  const client = new Client({
    ...target,
    application_name: 'aqe listen',
    connectionTimeoutMillis: patience.connectMs,
    keepAlive: true,
  });
  const gone = new Promise<void>((resolve) => {
    client.once('end', resolve);
  });
  // What breaks it is also told by `end`.
  client.on('error', ignore);
  client.on('notification', wake);
  const stop = (): void => void client.end().catch(ignore);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    // What was told before this connection was there has been missed.
    wake();
    if (signal.aborted) stop();
    await gone;
    return true;
  } catch {
    stop();
    return false;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const ignore = (): undefined => undefined;
