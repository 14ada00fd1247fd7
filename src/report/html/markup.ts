import { oneLine } from '../one-line.ts';

/** HTML or SVG in which everything that came from outside is escaped already. */
export class Markup {
  readonly html: string;

  /** @param html as it is; only {@link element}, {@link text} and a style sheet of ours make it */
  constructor(html: string) {
    this.html = html;
  }
}

/** Values of attributes; undefined leaves one out, true writes it without a value. */
export type Attributes = Readonly<Record<string, string | number | true | undefined>>;

/** Text is escaped, markup stays as it is. */
export type Content = string | Markup;

/** These have no end tag in HTML. */
const empty = new Set(['meta', 'br', 'hr', 'col']);

/** An element; its text and its attributes can break out of nothing. */
export function element(
  name: string,
  attributes: Attributes = {},
  children: readonly Content[] = [],
): Markup {
  const open = `<${name}${Object.entries(attributes).map(attributeText).join('')}>`;
  if (empty.has(name)) return new Markup(open);
  return new Markup(`${open}${children.map(htmlOf).join('')}</${name}>`);
}

/** Several pieces as one. */
export function group(children: readonly Content[]): Markup {
  return new Markup(children.map(htmlOf).join(''));
}

function htmlOf(content: Content): string {
  return typeof content === 'string' ? escaped(content) : content.html;
}

function attributeText([name, value]: readonly [
  string,
  string | number | true | undefined,
]): string {
  if (value === undefined) return '';
  return value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`;
}

/** Control characters are shown as their escapes. */
function escaped(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
