import type { Check, CheckStatus, Examine, Subject } from './check.ts';
import { apiKey } from './checks/api-key.ts';
import { clock } from './checks/clock.ts';
import { config } from './checks/config.ts';
import { database } from './checks/database.ts';
import { nodeVersion } from './checks/node-version.ts';

/** The result of `aqe doctor`. */
export interface Diagnosis {
  readonly checks: readonly Check[];
  /** How many checks ended how. */
  readonly summary: Readonly<Record<CheckStatus, number>>;
}

/** In the order they are printed: what the later ones stand on comes first. */
const examinations: readonly Examine[] = [nodeVersion, config, database, apiKey, clock];

/** Runs all checks; a failing one stops no other. */
export async function diagnose(subject: Subject): Promise<Diagnosis> {
  const checks = await Promise.all(examinations.map(async (examine) => examine(subject)));
  const summary = { ok: 0, warning: 0, failed: 0, skipped: 0 };
  for (const { status } of checks) summary[status] += 1;
  return { checks, summary };
}
