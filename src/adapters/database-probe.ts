import type { DatabaseProbe } from '../core/ports.ts';
import { probePostgres } from './postgres-probe.ts';
import { probeSqlite } from './sqlite-probe.ts';

/** Real databases; a driver is loaded when its kind is asked about. */
export const databaseProbe: DatabaseProbe = { sqlite: probeSqlite, postgres: probePostgres };
