import { formatPatch, structuredPatch } from 'diff';

/** Two versions of a text, and the names that the difference gives them. */
interface Versions {
  readonly oldName: string;
  readonly newName: string;
  readonly before: string;
  readonly after: string;
}

const CONTEXT_LINES = 4;

/** A unified diff. Only the part between the first and the last difference is compared: megabytes cost nothing then. */
export function unifiedDiff({ oldName, newName, before, after }: Versions): string {
  const start = startOfDifference(before, after);
  const tail = lengthOfCommonEnd(before.slice(start), after.slice(start));
  const patch = structuredPatch(
    oldName,
    newName,
    before.slice(start, before.length - tail),
    after.slice(start, after.length - tail),
    undefined,
    undefined,
    { context: CONTEXT_LINES },
  );
  const skipped = countLines(before, start);
  for (const hunk of patch.hunks) {
    hunk.oldStart += skipped;
    hunk.newStart += skipped;
  }
  return formatPatch(patch).replace(/^=+\n/, '');
}

/** Where the context in front of the first difference begins. */
function startOfDifference(before: string, after: string): number {
  let same = 0;
  const length = Math.min(before.length, after.length);
  while (same < length && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  let start = same;
  for (let line = 0; line <= CONTEXT_LINES && start > 0; line += 1) {
    start = before.lastIndexOf('\n', start - 1);
  }
  return Math.max(0, start + (start > 0 ? 1 : 0));
}

/** The length of what is the same at the end, without the context after the last difference. */
function lengthOfCommonEnd(before: string, after: string): number {
  let same = 0;
  const length = Math.min(before.length, after.length);
  while (same < length && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  let end = before.length - same;
  for (let line = 0; line <= CONTEXT_LINES; line += 1) {
    const next = before.indexOf('\n', end);
    if (next < 0) return 0;
    end = next + 1;
  }
  return before.length - end;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}
