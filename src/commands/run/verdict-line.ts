import type { VerdictEvent } from '../../core/streaming/events.ts';

/** `haiku: 1 of 3 tests failed on the code → sonnet` */
export function verdictLine({ modelName, verdict, reasons, next }: VerdictEvent): string {
  const [reason = verdict] = reasons;
  const words = { accept: 'accepted: ', reject: '', unknown: 'cannot tell: ' };
  const line = `${modelName}: ${words[verdict]}${reason}`;
  return next === undefined ? line : `${line} → ${next}`;
}
