/**
 * How long a response asks to wait, in milliseconds: `retry-after-ms`, or `retry-after` as seconds or as a date. A date is compared with
 * the server's own, where it tells one, so that a clock that is wrong here does no harm.
 * @param now milliseconds since 1970
 * @returns undefined when it does not ask
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const milliseconds = numberIn(headers.get('retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const value = headers.get('retry-after');
  const seconds = numberIn(value);
  if (seconds !== undefined) return seconds * 1000;
  // `Date.parse` takes many a number for a date.
  const until = Date.parse(value !== null && /GMT/.test(value) ? value : '');
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? now : serverNow));
}

function numberIn(text: string | null): number | undefined {
  return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
