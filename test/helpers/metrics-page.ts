import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Serves what `answer` says to the n-th request, from 0. @returns its address */
export async function serving(
  answer: (count: number, url: string) => string | number,
): Promise<string> {
  let count = 0;
  const server = createServer((request, response) => {
    const text = answer(count, request.url ?? '');
    count += 1;
    response.writeHead(typeof text === 'number' ? text : 200);
    response.end(typeof text === 'number' ? '' : text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

/** A process that does so many tasks between two looks. */
export const busy =
  (canary: number, stable: number, failing = 0): ((count: number) => string) =>
  (count) =>
    `process_start_time_seconds 1
aqe_tasks_total{variant="canary",status="succeeded"} ${count * canary}
aqe_tasks_total{variant="canary",status="failed"} ${count * failing}
aqe_tasks_total{variant="stable",status="succeeded"} ${count * stable}
`;
