import type { DatabaseProbe, PostgresState, SqliteState } from '../../src/core/ports.ts';
import type { Subject } from '../../src/doctor/check.ts';
import type { ConfigReading } from '../../src/doctor/config-reading.ts';
import { AqeError } from '../../src/errors.ts';

/** A healthy fleet for the doctor, with what a test wants to be different. */
export function subject(changes: Partial<Subject> = {}): Subject {
  return {
    cwd: '/fleet',
    env: {},
    clock: { now: () => new Date('2026-12-01T08:00:00Z') },
    timeZone: 'Europe/Berlin',
    nodeVersion: 'v20.19.0',
    releasedOn: '2026-11-23',
    files: { info: async () => undefined },
    databases: answering({ kind: 'absent' }),
    signal: new AbortController().signal,
    config: reading({}),
    ...changes,
  };
}

/** Databases that answer always the same; asking for the other kind is an error. */
export function answering(state: SqliteState | PostgresState): DatabaseProbe {
  return isPostgres(state)
    ? { sqlite: otherKind, postgres: async () => state }
    : { sqlite: async () => state, postgres: otherKind };
}

async function otherKind(): Promise<never> {
  throw new Error('the other kind of database was asked');
}

function isPostgres(state: SqliteState | PostgresState): state is PostgresState {
  return (
    'version' in state ||
    ['unreachable', 'timeout', 'credentials', 'missing', 'failed'].includes(state.kind)
  );
}

/** A configuration that was read. */
export function reading(value: unknown, errors = 0, warnings = 0): ConfigReading {
  return { kind: 'read', path: 'config/fleet.yaml', version: '1.0.4', value, errors, warnings };
}

/** A configuration that could not be read. */
export const unreadable: ConfigReading = {
  kind: 'failed',
  path: 'config/fleet.yaml',
  error: new AqeError('CONFIG_SYNTAX', 'not valid YAML: bad indentation', {
    location: { file: 'config/fleet.yaml', line: 3, column: 5 },
  }),
};
