import { databaseSettings } from '../../config/effective/database-settings.ts';
import type { Check, Subject } from '../check.ts';

const name = 'clock';
/** Clocks of file servers are off by seconds. */
const TOLERANCE_MS = 120_000;
const hint =
  'Set the clock, for example with `timedatectl set-ntp true`: budgets and model life cycles count by it.';

/** Budgets, life cycles and time-outs go by the clock; it cannot be earlier than what is already there. */
export async function clock(subject: Subject): Promise<Check> {
  const now = subject.clock.now();
  const shown = `${now.toISOString().slice(0, 19)}Z, time zone ${subject.timeZone}`;
  if (now.toISOString().slice(0, 10) < subject.releasedOn) {
    const message = `${shown}: before this version was released (${subject.releasedOn})`;
    return { name, status: 'failed', message, hint };
  }
  const newest = await newestFile(subject);
  if (newest !== undefined && newest.modified.getTime() > now.getTime() + TOLERANCE_MS) {
    const when = newest.modified.toISOString();
    const message = `${shown}: ${newest.path} was changed later (${when})`;
    return { name, status: 'warning', message, hint };
  }
  return { name, status: 'ok', message: shown };
}

interface Seen {
  readonly path: string;
  readonly modified: Date;
}

async function newestFile(subject: Subject): Promise<Seen | undefined> {
  const seen = await Promise.all(
    filesOf(subject).map(async (path): Promise<Seen | undefined> => {
      const info = await subject.files.info(path).catch(() => undefined);
      return info === undefined ? undefined : { path, modified: info.modified };
    }),
  );
  return seen
    .filter((file) => file !== undefined)
    .toSorted((a, b) => b.modified.getTime() - a.modified.getTime())[0];
}

function filesOf({ config, env }: Subject): readonly string[] {
  if (config.kind === 'failed') return [config.path];
  const settings = databaseSettings(config.value, env);
  return settings.type === 'sqlite' ? [config.path, settings.filename] : [config.path];
}
