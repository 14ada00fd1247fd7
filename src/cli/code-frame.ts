import type { SourceLocation } from '../errors.ts';

type Place = Omit<SourceLocation, 'file'>;

const CONTEXT_LINES = 2;
const MAX_WIDTH = 240;

/** The lines around a place, with a mark under it. */
export type CodeFrame = (start: Place, end: Place | undefined) => string;

/** Loads the printer of code frames for one text. */
export async function codeFrames(text: string): Promise<CodeFrame> {
  const { codeFrameColumns } = await import('@babel/code-frame');
  const lines = text.split(/\r\n|\n|\r/);
  return (start, end) => {
    // Only the window is handed over: the package splits its whole input at every call.
    const first = Math.max(1, start.line - CONTEXT_LINES);
    const window = lines.slice(first - 1, start.line + CONTEXT_LINES);
    const visible = crop(window, start.column);
    const column = start.column - visible.hidden;
    const marksOneLine = end?.line === start.line && end.column > start.column;
    const last = Math.min((end?.column ?? 0) - visible.hidden, MAX_WIDTH + 1);
    const location = {
      start: { line: start.line, column },
      ...(marksOneLine ? { end: { line: start.line, column: last } } : {}),
    };
    const options = { startLine: first, linesAbove: CONTEXT_LINES, linesBelow: CONTEXT_LINES };
    return codeFrameColumns(visible.lines.join('\n'), location, options);
  };
}

/** Of very long lines only what is around the place; a whole file can be one line. */
function crop(
  lines: readonly string[],
  column: number,
): { readonly lines: readonly string[]; readonly hidden: number } {
  if (lines.every(({ length }) => length <= MAX_WIDTH)) return { lines, hidden: 0 };
  const hidden = Math.max(0, column - MAX_WIDTH / 2);
  return { lines: lines.map((line) => line.slice(hidden, hidden + MAX_WIDTH)), hidden };
}
