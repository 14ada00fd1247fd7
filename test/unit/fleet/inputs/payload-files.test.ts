import { describe, expect, it } from 'vitest';
import { payloadFiles } from '../../../../src/fleet/inputs/payload-files.ts';

const cart = { path: 'src/cart.js', content: 'export const total = 1;\n' };

describe(payloadFiles, () => {
  it.each([
    ['a list of files', { files: [cart] }],
    ['the source code of 1.0.4', { sourceCode: { files: [{ ...cart, language: 'js' }] } }],
    ['one file', cart],
    ['files by their paths', { files: { [cart.path]: cart.content } }],
    ['a path and its code', { file: './src/cart.js', code: cart.content }],
    ['a list', [[{ a: { b: cart } }]]],
  ])('finds what is brought as %s', (_, payload) => {
    expect(payloadFiles(payload)).toEqual({ files: [cart], paths: [] });
  });

  it.each([
    ['a key', { sourceFile: 'src/cart.js' }, ['src/cart.js']],
    ['a list', { files: ['./src/cart.js', 'src/tax.ts'] }, ['src/cart.js', 'src/tax.ts']],
    ['a finding', { file: 'src/cart.js', code: 'E123' }, ['src/cart.js']],
  ])('finds what is named in %s', (_, payload, paths) => {
    expect(payloadFiles(payload)).toEqual({ files: [], paths });
  });

  it.each([
    '/etc/passwd.txt',
    '../secret.js',
    'src/../../secret.js',
    'C:/secret.js',
    'src\\cart.js',
    '~/secret.js',
    '.git/config.js',
    'https://example.com/a.js',
    'Write tests for cart.js',
    `${'a'.repeat(500)}.js`,
    'README',
  ])('takes no file from %s', (path) => {
    const content = 'x\n';
    expect(payloadFiles({ a: path, b: { path, content }, [path]: content })).toEqual({
      files: [],
      paths: [],
    });
  });

  it('does not name what is brought', () => {
    expect(payloadFiles({ files: [cart], changed: [cart.path] }).paths).toEqual([]);
  });

  it('looks no deeper and no further than it must', () => {
    let deep: unknown = 'src/cart.js';
    for (let depth = 0; depth < 11; depth += 1) deep = [deep];
    expect(payloadFiles(deep).paths).toEqual([]);
    const many = Array.from({ length: 300 }, (_, index) => `src/${index}.js`);
    expect(payloadFiles(many).paths).toHaveLength(100);
    expect(payloadFiles(null)).toEqual({ files: [], paths: [] });
    expect(payloadFiles(7)).toEqual({ files: [], paths: [] });
  });
});
