import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import { valueAt } from '../values.ts';
import type { RuleInput } from './rule.ts';

const typePath = ['database', 'type'];

/** More than one replica needs a database that they can share. */
export function sqliteReplicas(input: RuleInput): Finding[] {
  const { document, value } = input;
  const inFile = valueAt(value, ['fleet', 'replicas']);
  const replicas = input.replicas ?? (typeof inFile === 'number' ? inFile : 1);
  const type = valueAt(value, typePath) ?? 'sqlite';
  if (replicas <= 1 || type !== 'sqlite') return [];
  return [
    findingAt(document, {
      code: 'sqlite-replicas',
      path: typePath,
      message: `${replicas} replicas cannot share a SQLite file: budgets and flags would differ between them`,
      hint: 'Set database.type to postgres, with host, port, database and username.',
    }),
  ];
}

/** 1.0.4 accepts the word mysql and nothing more. */
export function mysqlUnsupported({ document, value, version }: RuleInput): Finding[] {
  if (valueAt(value, typePath) !== 'mysql') return [];
  return [
    findingAt(document, {
      code: 'mysql-unsupported',
      path: typePath,
      severity: version === '1.0.5' ? 'error' : 'warning',
      message: 'database.type mysql is not supported',
      hint: 'Use sqlite on one host, postgres for several.',
    }),
  ];
}
