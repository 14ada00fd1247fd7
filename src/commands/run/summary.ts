import type { CallTotals } from '../../core/streaming/events.ts';
import { exactDollars } from '../../core/cost/dollars.ts';
import { seconds } from './status-line.ts';

/** One line on what a call took: `1,204 in, 512 out · $0.0043 · 3.1 s, first text 0.4 s · 2 attempts`. */
export function summaryLine(totals: CallTotals): string {
  const { usage, attempts, durationMs, firstTextMs } = totals;
  const cached = usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  const tokens = [
    `${count(usage.input)} in`,
    ...(cached > 0 ? [`${count(cached)} cached`] : []),
    `${count(usage.output)} out`,
  ].join(', ');
  const first = firstTextMs === undefined ? '' : `, first text ${seconds(firstTextMs)}`;
  return [
    `${tokens} tokens`,
    costText(totals),
    `${seconds(durationMs)}${first}`,
    ...(attempts.length > 1 ? [`${attempts.length} attempts`] : []),
  ].join(' · ');
}

/** The cost, and how sure it is. */
export function costText({ cost, attempts }: Pick<CallTotals, 'cost' | 'attempts'>): string {
  const sure = attempts.every(({ basis }) => basis === 'measured');
  return sure ? exactDollars(cost) : `${exactDollars(cost)} (partly estimated)`;
}

function count(tokens: number): string {
  return tokens.toLocaleString('en-US');
}
