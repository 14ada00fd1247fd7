import { pino } from 'pino';

/** Where the service writes what happens: one JSON value a line. */
export interface ServiceLog {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

const levels = new Set(['debug', 'info', 'warn', 'error', 'silent']);

/** Writes to a stream. No header, body, result or key is ever handed to it; of errors it keeps type, code, message and stack. */
export function serviceLog(
  stream: { write(text: string): unknown },
  { level, replica }: { readonly level: string; readonly replica: string },
): ServiceLog {
  return pino(
    {
      level: levels.has(level) ? level : 'info',
      base: { replica },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFacts },
      redact: ['*.authorization', '*.apiKey', '*.password', '*.token'],
    },
    { write: (line: string) => void stream.write(line) },
  );
}

/** The errors of a provider's client carry requests with keys in them: only these facts are written. */
function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const code = 'code' in error ? { code: String(error.code) } : {};
  const cause = error.cause instanceof Error ? { cause: withoutKeys(error.cause.message) } : {};
  return { type: name, ...code, message: withoutKeys(message), stack, ...cause };
}

/** Keys in the form of those of Anthropic, wherever somebody wrote one. */
function withoutKeys(text: string): string {
  return text.replaceAll(/sk-[\w-]{8,}/g, 'sk-…');
}
