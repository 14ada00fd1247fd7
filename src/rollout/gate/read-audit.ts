import { isRecord } from '../read/field.ts';
import type { Weaknesses } from './subject.ts';

/**
 * Reads what `npm audit --json`, or `pnpm audit --json`, wrote.
 * @returns undefined when it is no report: the registry did not answer, there is no lock file, …
 */
export function readAudit(text: string): Weaknesses | undefined {
  const counts = countsIn(text);
  if (counts === undefined) return undefined;
  const [critical, high, moderate, low] = (['critical', 'high', 'moderate', 'low'] as const).map(
    (severity) => counts[severity],
  );
  return isCount(critical) && isCount(high) && isCount(moderate) && isCount(low)
    ? { critical, high, moderate, low }
    : undefined;
}

function countsIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const report: unknown = JSON.parse(text);
    const metadata = isRecord(report) ? report['metadata'] : undefined;
    const counts = isRecord(metadata) ? metadata['vulnerabilities'] : undefined;
    return isRecord(counts) ? counts : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
