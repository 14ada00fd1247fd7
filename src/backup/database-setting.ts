import { valueAt } from '../config/values.ts';

/** The database that a configuration names: a SQLite file, or another kind that a backup leaves out. */
export type DatabaseSetting =
  | { readonly kind: 'sqlite'; readonly filename: string }
  | { readonly kind: 'other'; readonly type: string };

/**
 * Reads the setting as 1.0.4 does: the file, then the environment, then SQLite at ./data/fleet.db.
 * @param value the parsed configuration
 */
export function databaseSetting(
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
): DatabaseSetting {
  const type = text(valueAt(value, ['database', 'type'])) ?? text(env['DB_TYPE']) ?? 'sqlite';
  if (type !== 'sqlite') return { kind: 'other', type };
  const filename = text(valueAt(value, ['database', 'filename'])) ?? text(env['DB_FILENAME']);
  return { kind: 'sqlite', filename: filename ?? './data/fleet.db' };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
