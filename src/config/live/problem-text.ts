import { AqeError } from '../../errors.ts';

/** What is wrong with something that is followed, in one line, with its place. A bug of ours must not stop a replica that runs. */
export function problemText(error: unknown, subject: string): string {
  if (!(error instanceof AqeError)) {
    return `${subject}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
  const { location, message } = error;
  const place =
    location === undefined ? subject : `${location.file}:${location.line}:${location.column}`;
  return `${place}: ${message}`;
}
