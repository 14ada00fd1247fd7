import { format } from 'node:util';
import type { Logger } from '../fleet/agent/logger.ts';

/** Writes warnings and errors to standard error, and nothing else. */
export const stderrLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, details) => {
    write('warning', message, details);
  },
  error: (message, details) => {
    write('error', message, details);
  },
};

function write(level: string, message: string, details: unknown): void {
  const more = details === undefined ? [] : [details];
  process.stderr.write(`aqe: ${level}: ${format(message, ...more)}\n`);
}
