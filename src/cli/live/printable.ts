/** Escape sequences and control characters, except for line feed and tab. */
const unprintable =
  // oxlint-disable-next-line no-control-regex -- that is what is taken out
  /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|.)?|[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

/** Text of a model as a terminal may show it: it can neither move the cursor nor reprogram anything. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(unprintable, '');
}
