const LINES = 20;
const CHARACTERS = 8000;
/** A line of a stack inside Node.js: nobody's mistake, and another one in each version. */
const inNode = /^\s+at .*\bnode:\w/;

/** The end of what a program wrote, as far as somebody wants to read it. */
export function lastLines(output: string): string {
  return output
    .trim()
    .split('\n')
    .filter((line) => !inNode.test(line))
    .slice(-LINES)
    .join('\n')
    .slice(-CHARACTERS);
}
