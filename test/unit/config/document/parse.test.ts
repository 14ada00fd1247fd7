import { describe, expect, it } from 'vitest';
import {
  type ConfigDocument,
  parseConfig,
  readValue,
} from '../../../../src/config/document/parse.ts';

const parse = async (text: string, file = 'fleet.yaml'): Promise<ConfigDocument> =>
  parseConfig(Buffer.from(text), file);

async function refusal(text: string, file?: string): Promise<unknown> {
  return parse(text, file).then(
    () => 'parsed',
    (error: unknown) => error,
  );
}

describe(parseConfig, () => {
  it.each([
    [
      'YAML 1.2 scalars',
      'a: 007\nb: 1e3\nc: 0o17\nd: yes\ne: ~\n',
      { a: 7, b: 1000, c: 15, d: 'yes', e: null },
    ],
    [
      'merge keys as 1.0.4 does: not at all',
      'a: &x {b: 1}\nc: {<<: *x}\n',
      { a: { b: 1 }, c: { '<<': { b: 1 } } },
    ],
    [
      'an unknown tag as if it were not there',
      'a: !env 12\nb: !!str 12\nc: !m {x: 1}\n',
      { a: 12, b: '12', c: { x: 1 } },
    ],
    ['a byte order mark and CRLF', '\uFEFFa:\r\n  - 1\r\n', { a: [1] }],
    ['the last of two equal keys', 'a: 1\na: 2\n', { a: 2 }],
    ['an empty file', '# nothing\n', undefined],
  ])('reads %s', async (_, text, value) => {
    expect((await parse(text)).value).toEqual(value);
  });

  it('reads JSON with tabs and keys of any length', async () => {
    const text = `{\n\t"${'k'.repeat(2000)}": [1,\t2]\n}`;
    const { value, format } = await parse(text, 'fleet.json');
    expect({ value, format }).toEqual({ value: JSON.parse(text), format: 'json' });
  });

  it.each([
    ['a file that says so', '{"a": 1}', 'x.json', 'json'],
    ['JSON on a stream', ' {"a": 1}\n', '<stdin>', 'json'],
    ['a flow map that is no JSON', '{a: 1}\n', '<stdin>', 'yaml'],
    ['YAML on a stream', 'a: 1\n', '<stdin>', 'yaml'],
  ])('takes %s for what it is', async (_, text, file, format) => {
    expect((await parse(text, file)).format).toBe(format);
  });

  it.each([
    ['a bad indentation', 'fleet:\n  id: x\n name: y\n', 'CONFIG_SYNTAX', 3, 2],
    ['a tab', 'fleet:\n\tid: x\n', 'CONFIG_SYNTAX', 2, 1],
    ['an alias without an anchor', 'a: 1\nb: *no\n', 'CONFIG_SYNTAX', 2, 4],
    ['an alias inside its own value', 'a: &x\n  - *x\n', 'CONFIG_ALIASES', 2, 5],
    ['two documents', 'a: 1\n---\nb: 1\n', 'CONFIG_MULTIPLE_DOCUMENTS', 2, 1],
    [
      'two documents that both say so',
      '--- # one\na: 1\n---\nb: 1\n',
      'CONFIG_MULTIPLE_DOCUMENTS',
      3,
      1,
    ],
    ['100 levels', '['.repeat(101), 'CONFIG_TOO_DEEP', 1, 100],
  ])('refuses %s with its place', async (_, text, code, line, column) => {
    expect(await refusal(text)).toMatchObject({
      code,
      location: { file: 'fleet.yaml', line, column },
    });
  });

  it.each([
    ['a comment', '{"a": 1 // no\n}', 'JSON has no comments', 1, 9],
    ['a trailing comma', '{\n"a": 1,\n}', 'a property name in double quotes is expected', 3, 1],
    ['single quotes', "{'a': 1}", 'invalid symbol', 1, 2],
    ['a missing bracket', '{"a": [1}', 'a comma is expected', 1, 9],
  ])('refuses JSON with %s', async (_, text, message, line, column) => {
    expect(await refusal(text, 'fleet.json')).toMatchObject({
      code: 'CONFIG_SYNTAX',
      message: `not valid JSON: ${message}`,
      location: { line, column },
    });
  });

  it('refuses a bomb of aliases, and points at one of them', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const lines = names.map((name, index) => {
      const item = index === 0 ? 'x' : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array.from({ length: 10 }, () => item).join(', ')}]`;
    });
    expect(await refusal(lines.join('\n'))).toMatchObject({
      code: 'CONFIG_ALIASES',
      location: { line: 8, column: 8 },
    });
  });

  it('lets ordinary repetition pass', async () => {
    const uses = Array.from({ length: 500 }, () => '*x').join(', ');
    const { value } = await parse(`x: &x {a: 1}\nuses: [${uses}]\n`);
    expect(value).toMatchObject({ x: { a: 1 } });
  });
});

describe(readValue, () => {
  it('has no value for a text that does not parse', () => {
    expect([
      readValue('a: [', 'yaml'),
      readValue('{"a": 1,}', 'json'),
      readValue('a: 1\n---\n', 'yaml'),
    ]).toEqual([undefined, undefined, undefined]);
  });
});
