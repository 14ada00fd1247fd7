const LINES = 20;

/** The end of what a program wrote, as far as somebody wants to read it. */
export function lastLines(output: string): string {
  return output.trim().split('\n').slice(-LINES).join('\n');
}
