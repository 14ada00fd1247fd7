/** Whether a path is relative, without a step upwards, on every system: no drive, no backslash, no control character. */
export function isSafePath(path: string): boolean {
  // oxlint-disable-next-line no-control-regex -- that is what is looked for
  if (/^[/~]|^[A-Za-z]:|\\|[\u0000-\u001F]/.test(path)) return false;
  return path.split('/').every((part) => part !== '..' && part !== '.git' && part !== '');
}
