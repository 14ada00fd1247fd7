import type { Breach, BreachEvent } from '../../rollout/monitor/breaches.ts';
import type { BreachReport } from '../../rollout/monitor/summary.ts';
import type { Watched } from '../../rollout/monitor/watched.ts';
import { oneLine } from '../../report/one-line.ts';
import { limitText, spanText, valueText } from './value-text.ts';

/** One line about a breach that began or ended. */
export function eventText({ kind, breach }: BreachEvent, watched: readonly Watched[]): string {
  const { began, ended } = breach;
  return kind === 'began'
    ? `${clockText(began)}  BREACH  ${breachText(breach, watched)}`
    : `${clockText(ended ?? began)}  over    ${breachText(breach, watched)}, after ${spanText((ended ?? began) - began)}`;
}

/** What is wrong. */
export function breachText(
  { id, target, worst, reason }: Pick<Breach | BreachReport, 'id' | 'target' | 'worst' | 'reason'>,
  watched: readonly Watched[],
): string {
  if (target !== null) return `${id} of ${oneLine(target)}: ${oneLine(reason)}`;
  const about = watched.find((one) => one.id === id);
  if (about === undefined) return id;
  return `${id} ${valueText(worst, about.unit)}, should be ${limitText(about)}`;
}

/** The time of day, UTC. */
export function clockText(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}
