import type { PostgresTarget } from '../../core/ports.ts';
import { valueAt } from '../values.ts';
import type { Environment } from './layers.ts';

/** Which database the fleet uses. */
export type DatabaseSettings =
  | { readonly type: 'sqlite'; readonly filename: string }
  | { readonly type: 'postgres'; readonly target: PostgresTarget }
  | { readonly type: 'other'; readonly named: string };

/** As 1.0.4 reads them: the file, else the environment, else the default. */
export function databaseSettings(config: unknown, env: Environment): DatabaseSettings {
  const setting = (key: string, variable: string): string | undefined =>
    text(valueAt(config, ['database', key])) ?? text(env[variable]);
  const type = setting('type', 'DB_TYPE') ?? 'sqlite';
  if (type === 'sqlite') {
    return { type, filename: setting('filename', 'DB_FILENAME') ?? './data/fleet.db' };
  }
  if (type !== 'postgres') return { type: 'other', named: type };
  return {
    type,
    target: {
      host: setting('host', 'DB_HOST') ?? 'localhost',
      port: Number(setting('port', 'DB_PORT') ?? 5432),
      database: setting('database', 'DB_NAME') ?? 'agentic_qe',
      user: setting('username', 'DB_USER'),
      password: setting('password', 'DB_PASSWORD'),
    },
  };
}

/** A setting as text; numbers may be written without quotes, and an empty one counts as absent. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
