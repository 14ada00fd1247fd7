import type { File } from '@babel/types';
import type { ParserPlugin } from '@babel/parser';

/** Files that are read as JavaScript or TypeScript. */
export const codeFile: RegExp = /\.[cm]?[jt]sx?$/;

/** Reads code; what is wrong with it, with the line, when it cannot be read. */
export async function parseCode(
  path: string,
  content: string,
): Promise<{ readonly tree: File } | { readonly problem: string }> {
  const { parse } = await import('@babel/parser');
  const typed: ParserPlugin[] = /\.[cm]?tsx?$/.test(path) ? ['typescript'] : [];
  const plugins: ParserPlugin[] = [
    ...typed,
    ...(/\.[cm]?ts$/.test(path) ? [] : (['jsx'] satisfies ParserPlugin[])),
  ];
  try {
    return { tree: parse(content, { sourceType: 'unambiguous', plugins }) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'it cannot be read' };
  }
}
