/** A moment in ISO 8601 to the minute, for people: `2026-11-26 09:30`. */
export function minuteText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
