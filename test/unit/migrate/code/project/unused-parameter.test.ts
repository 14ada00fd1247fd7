import { describe, expect, it } from 'vitest';
import { unusedParameterName } from '../../../../../src/migrate/code/project/unused-parameter.ts';
import { memoryReader } from '../../../../helpers/memory-reader.ts';

const json = JSON.stringify;
const strict = json({ compilerOptions: { noUnusedParameters: true } });
const rule = (pattern: string): object => ({
  rules: { 'no-unused-vars': ['error', { argsIgnorePattern: pattern }] },
});

/** The name for a file of the project in /fleet. */
function nameFor(files: Readonly<Record<string, string>>, file = '/fleet/src/agents/a.ts'): string {
  return unusedParameterName(file, { reader: memoryReader(files), root: '/fleet' });
}

describe('ESLint', () => {
  it.each([
    [
      'eslint.config.js',
      `export default [{ rules: { x: ['error', { argsIgnorePattern: '^_' }] } }]`,
    ],
    ['eslint.config.mjs', 'rules({ "argsIgnorePattern" : "^_" })'],
    ['eslint.config.cjs', 'x({ argsIgnorePattern: `^_` })'],
    ['eslint.config.ts', `x({ argsIgnorePattern: /^[/_]\\w/.source })`],
    [
      'eslint.config.js',
      `x({ argsIgnorePattern:\n    '^\\\\_|^\\u{5f}' })`.replace('\\\\_', '\\x5f'),
    ],
    ['.eslintrc', `# rules\nx:\n  argsIgnorePattern: ^_ # unused\n`],
    ['.eslintrc', json(rule('^_'))],
    ['.eslintrc.js', `module.exports = { argsIgnorePattern: "^_" }`],
    ['.eslintrc.cjs', `module.exports = { argsIgnorePattern: '^(_|unused)' }`],
    ['.eslintrc.json', json(rule('^_\\w+$'))],
    ['.eslintrc.json', json(rule('^_')).replace('_', '\\u005f')],
    ['.eslintrc.yml', `- argsIgnorePattern: '^_\\w'\n`],
    ['.eslintrc.yaml', `- { argsIgnorePattern: ^_, args: all }\n`],
    ['.eslintrc.yaml', `- { "argsIgnorePattern": "^_\\\\w" }\n`],
    ['package.json', json({ name: 'fleet', eslintConfig: rule('^_') })],
    ['.oxlintrc.json', `{ // ours\n"argsIgnorePattern": "^_" }`],
    ['eslint.config.js', `a({ argsIgnorePattern: 'ignored' }); b({ argsIgnorePattern: '^_' })`],
  ])('%s wants it: %s', (name, text) => {
    expect(nameFor({ [`/fleet/${name}`]: text })).toBe('_selection');
  });

  it.each([
    ['eslint.config.js', `x({ argsIgnorePattern: 'selection' })`],
    ['eslint.config.js', `x({ argsIgnorePattern: '^(ignored|unused)' })`],
    ['eslint.config.js', `x({ argsIgnorePattern: '.*' })`],
    ['eslint.config.js', `x({ varsIgnorePattern: '^_' })`],
    ['eslint.config.js', `x({ argsIgnorePattern: UNUSED })`],
    ['eslint.config.js', `x({ argsIgnorePattern: '^(_' })`],
    ['eslint.config.js', `x({ argsIgnorePattern: '^_`],
    ['eslint.config.js', `x({\n  // argsIgnorePattern: '^_',\n  /* argsIgnorePattern: '^_' */ })`],
    ['.eslintrc.yml', `x:\n  # argsIgnorePattern: '^_'\n`],
    ['.eslintrc.yml', `x: argsIgnorePattern: 'it''s _'\n`],
    ['.eslintrc.json', ''],
  ])('%s does not: %s', (name, text) => {
    expect(nameFor({ [`/fleet/${name}`]: text })).toBe('selection');
  });

  it('counts from the folder of the file up to the project, and no further', () => {
    const text = `x({ argsIgnorePattern: '^_' })`;
    expect(nameFor({ '/fleet/src/.eslintrc.js': text })).toBe('_selection');
    expect(nameFor({ '/fleet/test/.eslintrc.js': text })).toBe('selection');
    expect(nameFor({ '/eslint.config.js': text })).toBe('selection');
  });
});

describe('noUnusedParameters', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['in the nearest tsconfig.json', { '/fleet/tsconfig.json': strict }],
    [
      'among comments',
      { '/fleet/tsconfig.json': `\uFEFF// ours\n${strict.replace('}}', ',},}')}` },
    ],
    [
      'in what it extends, by several steps',
      {
        '/fleet/src/tsconfig.json': json({ extends: '../config' }),
        '/fleet/config/tsconfig.json': json({ extends: './base' }),
        '/fleet/config/base.json': strict,
      },
    ],
    [
      'in the last of what it extends',
      {
        '/fleet/tsconfig.json': json({ extends: ['./no.json', './yes.json', './none.json', 7] }),
        '/fleet/no.json': json({ compilerOptions: { noUnusedParameters: false } }),
        '/fleet/yes.json': strict,
      },
    ],
    [
      'in a package',
      {
        '/fleet/tsconfig.json': json({ extends: '@tsconfig/strictest' }),
        '/node_modules/@tsconfig/strictest/tsconfig.json': strict,
      },
    ],
    [
      'in a project that it refers to',
      {
        '/fleet/tsconfig.json': json({
          files: [],
          references: [
            'x',
            { path: './tsconfig.node.json' },
            { path: './app' },
            { path: './none' },
          ],
        }),
        '/fleet/tsconfig.node.json': json({ references: [{ path: '.' }] }),
        '/fleet/app/tsconfig.json': strict,
      },
    ],
  ])('%s', (_, files) => {
    expect(nameFor(files)).toBe('_selection');
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    [
      'switched off over what it extends',
      {
        '/fleet/tsconfig.json': json({
          extends: './base',
          compilerOptions: { noUnusedParameters: false },
        }),
        '/fleet/base.json': strict,
      },
    ],
    [
      'elsewhere than in the nearest',
      { '/fleet/tsconfig.json': strict, '/fleet/src/tsconfig.json': '{}' },
    ],
    ['above the project', { '/tsconfig.json': strict }],
    [
      'not a boolean',
      { '/fleet/tsconfig.json': json({ compilerOptions: { noUnusedParameters: 1 } }) },
    ],
    ['in a circle', { '/fleet/tsconfig.json': json({ extends: './tsconfig.json' }) }],
    ['in nothing that can be read', { '/fleet/tsconfig.json': '[', '/fleet/.eslintrc': '[' }],
  ])('not %s', (_, files) => {
    expect(nameFor(files)).toBe('selection');
  });
});

it('reads a folder once', () => {
  const read: string[] = [];
  const files = memoryReader({});
  const reader = {
    read: (path: string) => {
      read.push(path);
      return files.read(path);
    },
  };
  for (const name of ['src/agents/a.ts', 'src/agents/b.ts', 'src/tools/c.ts']) {
    expect(unusedParameterName(`/fleet/${name}`, { reader, root: '/fleet' })).toBe('selection');
  }
  expect(read.filter((path) => path === '/fleet/src/eslint.config.js')).toHaveLength(1);
  expect(read.filter((path) => path === '/fleet/src/agents/tsconfig.json')).toHaveLength(1);
});
