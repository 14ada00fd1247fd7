/** The blanks between the beginning of a line and an offset; undefined where other code stands there. Generated code has lines of megabytes: only the blanks are looked at. */
export function indentBefore(at: number, text: string): string | undefined {
  let start = at;
  while (start > 0 && /[^\S\r\n]/.test(text.charAt(start - 1))) start -= 1;
  const isFirst = start === 0 || text.charAt(start - 1) === '\n';
  return isFirst ? text.slice(start, at) : undefined;
}
