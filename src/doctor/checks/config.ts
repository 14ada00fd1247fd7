import type { AqeError } from '../../errors.ts';
import type { Check, Subject } from '../check.ts';

const name = 'config';

/** The configuration is there, can be read, and has no errors. */
export function config({ config: reading }: Pick<Subject, 'config'>): Check {
  if (reading.kind === 'failed') return unreadable(reading.error);
  const { path, version, errors, warnings } = reading;
  const what = `${path}, version ${version}`;
  if (errors === 0 && warnings === 0) return { name, status: 'ok', message: `${what}, valid` };
  return {
    name,
    status: errors > 0 ? 'failed' : 'warning',
    message: `${what}: ${count(errors, 'error')}, ${count(warnings, 'warning')}`,
    hint: `See them with: aqe validate-config ${path}`,
  };
}

function unreadable({ message, location, hint }: AqeError): Check {
  const place = location === undefined ? '' : `${location.file}:${location.line}: `;
  return {
    name,
    status: 'failed',
    message: `${place}${message}`,
    hint: hint ?? 'Name the right file with --config.',
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
