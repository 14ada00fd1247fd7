/** Control characters, and those that turn the direction of the text around them. */
// oxlint-disable-next-line no-control-regex -- that is what is made visible
const hidden = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** Text of others on one line: what could move a cursor or break a table is shown as its escape, `\u001b`. */
export function oneLine(text: string): string {
  return text.replaceAll(
    hidden,
    (character) => String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
