import { createServer, type Server } from 'node:http';
import type { Simulator, SimulatorOptions } from '../../core/simulation.ts';
import { AqeError } from '../../errors.ts';
import { Routes } from './routes.ts';
import { settingOf } from './setting.ts';

const host = '127.0.0.1';

/**
 * Starts a server on the loopback interface that speaks the Anthropic Messages protocol, with latencies and faults as asked for.
 * @throws AqeError PORT_UNAVAILABLE
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const setting = settingOf(options);
  const routes = new Routes(setting);
  const server = createServer((request, response) => void routes.answer(request, response));
  // Longer than clients keep idle connections: none is closed while a request is on its way.
  server.keepAliveTimeout = 75_000;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://${host}:${port}`,
    port,
    log: () => setting.book.log(),
    idle: async () => setting.book.idle(),
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(unavailable(port, error));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function unavailable(port: number, cause: NodeJS.ErrnoException): AqeError {
  const reason = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be used: ${cause.message}`;
  return new AqeError('PORT_UNAVAILABLE', `port ${port} ${reason}`, {
    cause,
    hint: 'Choose another one with --port, or --port 0 for any free one.',
  });
}
