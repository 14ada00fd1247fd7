import fc from 'fast-check';

/** How a generated file is written. */
interface Style {
  readonly indent: number;
  readonly flushLists: boolean;
  readonly eol: '\n' | '\r\n';
}

type Lines = readonly string[];
/** What stands behind `key:`: text on the same line, and lines below. */
interface Value {
  readonly inline: string;
  readonly below: Lines;
}

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const comment = fc.constantFrom('# note', '#tight', '# it\'s: {odd} ["text"]', '#', '# été 😀');

const scalar: fc.Arbitrary<string> = fc.oneof(
  word,
  fc.integer().map(String),
  fc.constantFrom(
    '007',
    '1e3',
    '0x1F',
    '~',
    'true',
    'yes',
    '',
    '.inf',
    '2024-01-01',
    'a#b',
    'http://x.y/z',
    '${HOME}',
  ),
  fc.constantFrom(`"a \\"b\\" # no"`, `"\\u00e9\\n"`, `'it''s'`, `"[x]"`, `''`, `"with: colon"`),
  fc.constantFrom('!env x', '!!str 12', '&anchor 1', '&a "q"'),
);

const flow: fc.Arbitrary<string> = fc.oneof(
  fc.array(word, { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  fc
    .array(word, { maxLength: 3 })
    .map((items) => `[ ${items.map((item) => `"${item}"`).join(' , ')} ]`),
  fc
    .uniqueArray(word, { maxLength: 3 })
    .map((keys) => `{ ${keys.map((key) => `${key}: 1`).join(', ')} }`),
  fc.constantFrom('{}', '[]', '{a: {b: [1, {c: 2}]}, "d": \'e\'}', '[1, 2,]'),
);

const blockScalar = fc.record({
  header: fc.constantFrom('|', '>', '|-', '>-', '|+', '>+'),
  lines: fc.array(
    fc.constantFrom('text', 'more # not a comment', '', '  deeper', 'key: value', '- item'),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
});

function pad(lines: Lines, by: number): Lines {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}

function valueOf(style: Style, depth: number): fc.Arbitrary<Value> {
  const leaf = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(scalar, fc.option(comment)).map(([text, note]) => ({
        inline: `${text}${note === null ? '' : `  ${note}`}`,
        below: [],
      })),
    },
    { weight: 1, arbitrary: flow.map((text) => ({ inline: text, below: [] })) },
    {
      weight: 1,
      // The first line must not be blank or deeper, or the header would need an indentation indicator.
      arbitrary: blockScalar.map(({ header, lines }) => ({
        inline: header,
        below: pad(['first', ...lines], style.indent),
      })),
    },
  );
  if (depth === 0) return leaf;
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: mapOf(style, depth - 1).map((lines) => ({
        inline: '',
        below: pad(lines, style.indent),
      })),
    },
    { weight: 1, arbitrary: listOf(style, depth - 1) },
  );
}

function listOf(style: Style, depth: number): fc.Arbitrary<Value> {
  const item = fc.oneof(
    word.map((text): Lines => [`- ${text}`]),
    mapOf(style, depth).map((lines): Lines =>
      lines.map((line, index) => (index === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`)),
    ),
  );
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => ({
    inline: '',
    below: pad(items.flat(), style.flushLists ? 0 : style.indent),
  }));
}

function mapOf(
  style: Style,
  depth: number,
  keys: fc.Arbitrary<string> = word,
): fc.Arbitrary<Lines> {
  return fc
    .uniqueArray(fc.tuple(keys, valueOf(style, depth)), {
      minLength: 1,
      maxLength: 4,
      selector: ([key]) => key,
    })
    .map((pairs) =>
      pairs.flatMap(([key, { inline, below }]) => [
        `${key}:${inline === '' ? '' : ' '}${inline}`,
        ...below,
      ]),
    );
}

const rootKey = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'fleet',
      'agents',
      'database',
      'logging',
      'api',
      'security',
      'memory',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('ai', 'features', 'routing', 'streaming') },
  { weight: 2, arbitrary: word },
  { weight: 1, arbitrary: word.map((text) => `"${text} x"`) },
);

/** Top-level pieces between which comments and blank lines may stand. */
function rootOf(style: Style): fc.Arbitrary<Lines> {
  const section = fc.tuple(
    rootKey,
    valueOf(style, 2),
    fc.array(fc.oneof(comment, fc.constant('')), { maxLength: 2 }),
  );
  return fc
    .uniqueArray(section, { minLength: 1, maxLength: 6, selector: ([key]) => key })
    .map((sections) =>
      sections.flatMap(([key, { inline, below }, before]) => [
        ...before,
        `${key}:${inline === '' ? '' : ' '}${inline}`,
        ...below,
      ]),
    );
}

/** YAML files as people write them, some of them not valid: check with a parser before use. */
export const yamlFile: fc.Arbitrary<string> = fc
  .record({
    indent: fc.constantFrom(2, 2, 3, 4, 8),
    flushLists: fc.boolean(),
    eol: fc.constantFrom<'\n' | '\r\n'>('\n', '\n', '\r\n'),
  })
  .chain((style) =>
    fc
      .tuple(
        rootOf(style),
        fc.constantFrom('', '', '---\n', '# head\n---\n', '\uFEFF'),
        fc.constantFrom('\n', '\n', '', '\n\n', '\n# end\n', '\n...\n', '\n  \n'),
        fc.constantFrom(0, 0, 0, 2),
      )
      .map(([lines, head, tail, margin]) =>
        (head + pad(lines, margin).join('\n') + tail).replaceAll('\n', style.eol),
      ),
  );
