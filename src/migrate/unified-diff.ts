import { formatPatch, type StructuredPatch, structuredPatch } from 'diff';

/** Two versions of a text, and the names that the difference gives them. */
interface Versions {
  readonly oldName: string;
  readonly newName: string;
  readonly before: string;
  readonly after: string;
}

const CONTEXT_LINES = 4;
/** The time grows with the square of this. */
const MAX_EDITED_LINES = 1000;

/** A unified diff. Only the part between the first and the last difference is compared: megabytes cost nothing then. */
export function unifiedDiff({ oldName, newName, before, after }: Versions): string {
  const start = startOfDifference(before, after);
  const tail = lengthOfCommonEnd(before.slice(start), after.slice(start));
  const removed = before.slice(start, before.length - tail);
  const added = after.slice(start, after.length - tail);
  const patch =
    structuredPatch(oldName, newName, removed, added, undefined, undefined, {
      context: CONTEXT_LINES,
      maxEditLength: MAX_EDITED_LINES,
    }) ?? wholePatch({ oldName, newName, before: removed, after: added });
  const skipped = countLines(before, start);
  for (const hunk of patch.hunks) {
    hunk.oldStart += skipped;
    hunk.newStart += skipped;
  }
  return formatPatch(patch).replace(/^(?:Index: [^\n]*\n)?=+\n/, '');
}

/** One text out, the other in: for two that have little in common. */
function wholePatch({ oldName, newName, before, after }: Versions): StructuredPatch {
  const out = structuredPatch(oldName, newName, before, '');
  const into = structuredPatch(oldName, newName, '', after);
  const lines = [...out.hunks, ...into.hunks].flatMap((hunk) => hunk.lines);
  const [oldLines, newLines] = [out, into].map(({ hunks }) => hunks[0]?.lines.length ?? 0);
  return {
    ...out,
    hunks: [{ oldStart: 1, newStart: 1, oldLines: oldLines ?? 0, newLines: newLines ?? 0, lines }],
  };
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
