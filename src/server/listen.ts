import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { AqeError } from '../errors.ts';
import type { Hono } from 'hono';

/** Where to listen; port 0 takes a free one. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A service that can be reached. */
export interface Listener {
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, ends idle ones at once and the others in half a second. */
  close(): Promise<void>;
}

const MAX_HEADER_BYTES = 16_384;
const HEADERS_MS = 10_000;
/** For a request to arrive; answers may take as long as they want. */
const REQUEST_MS = 60_000;
/** What is under way when the door closes gets so long to be answered. */
const LAST_ANSWERS_MS = 500;
const IDLE_LOOK_MS = 20;

/**
 * Opens the door.
 * @throws AqeError PORT_UNAVAILABLE
 */
export async function listen(app: Hono, { host, port }: Address): Promise<Listener> {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
    // oxlint-disable-next-line typescript/no-misused-promises -- it answers by itself
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  );
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new AqeError('PORT_UNAVAILABLE', `cannot listen on ${host}:${port}`, {
      hint: 'Another program may have it: choose one with --port, 0 takes a free one.',
      cause: error,
    });
  }
  const actual = portOf(server);
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${actual}`,
    port: actual,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      const timer = setInterval(() => {
        server.closeIdleConnections();
      }, IDLE_LOOK_MS);
      const last = setTimeout(() => {
        server.closeAllConnections();
      }, LAST_ANSWERS_MS);
      await closed;
      clearInterval(timer);
      clearTimeout(last);
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
