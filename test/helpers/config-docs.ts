import { environmentKeys, type LeafKey, leafKeys } from '../../src/config/schema/leaf-keys.ts';
import { acceptedText } from '../../src/config/effective/parse-variable.ts';
import {
  type SchemaNode,
  formatPattern,
  schemaNodes,
} from '../../src/config/schema/schema-nodes.ts';

const begin = '<!-- generated: keys -->';
const end = '<!-- /generated: keys -->';
const head = ['Key', 'Type', 'Default', 'Variable', 'Example', 'Meaning'];

/** The reference of docs/config.md, from the schema of 1.0.5. */
function configDocs(): string {
  const keys = leafKeys('1.0.5').filter(({ deprecated }) => !deprecated);
  const nodes = schemaNodes('1.0.5');
  const sections = [...new Set(keys.map(({ path }) => path[0] ?? ''))].map((section) =>
    [
      `### ${section}`,
      describeSection(nodes, section),
      table(keys.filter(({ path }) => path[0] === section)),
    ].join('\n\n'),
  );
  const unread = leafKeys('1.0.5').filter(
    ({ deprecated, path }) => deprecated && !path.includes('*'),
  );
  return [
    ...sections,
    '### Environment only',
    'These have no key in the file.',
    table(environmentKeys('1.0.5')),
    '### Keys without effect',
    'Accepted because 1.0.4 accepts them, or because its README shows them.',
    rows(
      ['Key', 'Meaning'],
      unread.map(({ path, description }) => [`\`${formatPattern(path)}\``, description]),
    ),
  ].join('\n\n');
}

/** The document with its generated reference brought up to date. */
export function withConfigDocs(document: string): string {
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`no ${begin} … ${end}`);
  return `${before}${begin}\n\n${configDocs()}\n\n${end}${after}`;
}

/** What the section is, and below it its maps, each in a sentence. */
function describeSection(nodes: readonly SchemaNode[], section: string): string {
  const groups = nodes.filter(
    ({ pattern, leaf, deprecated }) => pattern[0] === section && !leaf && !deprecated,
  );
  const [own, ...below] = groups.map(({ pattern, schema }) => ({
    name: formatPattern(pattern),
    description: String(schema['description']),
  }));
  const list = below.map(({ name, description }) => `- \`${name}\`: ${description}`).join('\n');
  return [own?.description ?? '', ...(list === '' ? [] : [list])].join('\n\n');
}

function table(keys: readonly LeafKey[]): string {
  return rows(
    head,
    keys.map((key) => [
      `\`${formatPattern(key.path)}\``,
      typeText(key),
      key.secret ? '' : valueText(key.default),
      key.env.map((name) => `\`${name}\``).join(', '),
      key.secret ? '' : valueText(key.example),
      key.secret ? `${key.description} Secret: never shown.` : key.description,
    ]),
  );
}

function typeText(key: LeafKey): string {
  switch (key.type) {
    case 'array': {
      return 'list';
    }
    case 'any':
    case 'object': {
      return 'map';
    }
    case 'boolean':
    case 'integer':
    case 'number': {
      return acceptedText(key);
    }
    case 'string': {
      return 'text';
    }
  }
}

function valueText(value: unknown): string {
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

/** A table as the formatter writes it: all columns padded. */
function rows(header: readonly string[], body: readonly (readonly string[])[]): string {
  const cells = [header, ...body].map((row) =>
    row.map((cell) => cell.replaceAll('|', String.raw`\|`)),
  );
  const widths = header.map((_, column) =>
    Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[], fill = ' '): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  const rule = line(
    header.map(() => ''),
    '-',
  );
  return [line(first), rule, ...others.map((row) => line(row))].join('\n');
}
