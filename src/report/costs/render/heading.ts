import { periodText } from '../../reported-period.ts';
import type { CostsReport } from '../costs-report.ts';

/** What the report is about, in one line. */
export function heading({ period }: CostsReport): string {
  return `Costs of ${periodText(period)}`;
}
