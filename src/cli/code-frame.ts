import type { SourceLocation } from '../errors.ts';

type Place = Omit<SourceLocation, 'file'>;

const CONTEXT_LINES = 2;

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
    const location =
      end !== undefined && end.line === start.line && end.column > start.column
        ? { start, end }
        : { start };
    const options = { startLine: first, linesAbove: CONTEXT_LINES, linesBelow: CONTEXT_LINES };
    return codeFrameColumns(window.join('\n'), location, options);
  };
}
