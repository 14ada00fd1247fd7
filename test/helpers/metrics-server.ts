import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server whose answers a test decides; undefined is 503. It may be stopped, and started again on its port. */
interface Metrics {
  readonly url: string;
  start(port?: number): Promise<void>;
  stop(): Promise<void>;
}

export async function metricsServer(
  answer: (path: string) => string | undefined,
): Promise<Metrics> {
  let server: Server | undefined;
  let port = 0;
  const stop = async (): Promise<void> => {
    server?.closeAllConnections();
    await new Promise<void>(
      (done) => void (server === undefined ? done() : server.close(() => done())),
    );
    server = undefined;
  };
  const start = async (): Promise<void> => {
    server = createServer((request, response) => {
      const page = answer(request.url ?? '');
      response.writeHead(page === undefined ? 503 : 200, { connection: 'close' });
      response.end(page);
    });
    await new Promise<void>((done) => void server?.listen(port, '127.0.0.1', done));
    const address: AddressInfo | string | null = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  };
  await start();
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${port}`, start, stop };
}
