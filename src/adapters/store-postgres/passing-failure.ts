import { codeOf } from './store-failure.ts';

/** Others were in between: a row that both made, a deadlock, a lock that was held for long. The connection is as good as before. */
const crossed = /^(23505|40001|40P01|55P03)$/;
/** The server is away, stopping, starting, full, or no primary any more. */
const away = /^(08\w{3}|57P0[123]|53300|25006|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)$/;
/** What pg says without a code when the other end is gone. */
const broken = /^Connection terminated|^Query read timeout|^timeout expired|not queryable$/;

/** Whether the same statement may succeed in a moment. */
export function meansRetry(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return crossed.test(code) || away.test(code);
  return error instanceof Error && broken.test(error.message);
}

/** Whether the connection must not be used again. */
export function spoilsConnection(error: unknown): boolean {
  return !crossed.test(codeOf(error) ?? '');
}
