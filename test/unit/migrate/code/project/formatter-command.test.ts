import { describe, expect, it } from 'vitest';
import { formatterCommand } from '../../../../../src/migrate/code/project/formatter-command.ts';
import { memoryReader } from '../../../../helpers/memory-reader.ts';

const json = JSON.stringify;

/** The command for a project in /fleet whose files are named relative to it. */
function commandFor(
  files: Readonly<Record<string, string>>,
  changed: readonly string[] = ['src/a.ts'],
): string | undefined {
  const absolute = Object.entries(files).map(([name, text]) => [`/fleet/${name}`, text] as const);
  return formatterCommand('/fleet', changed, memoryReader(Object.fromEntries(absolute)));
}

const scripts = (all: Readonly<Record<string, unknown>>): string => json({ scripts: all });

describe('scripts', () => {
  it.each([
    [{ format: 'prettier --write .' }, 'npm run format'],
    [{ format: 'prettier src -w' }, 'npm run format'],
    [{ fmt: 'dprint fmt' }, 'npm run fmt'],
    [{ format: 'oxfmt --check', 'format:fix': 'oxfmt' }, 'npm run format:fix'],
    [{ format: 'prettier -c .', 'prettier:write': 'prettier --write .' }, 'npm run prettier:write'],
    [{ format: 'prettier .', 'lint:fix': 'eslint . --fix' }, 'npm run lint:fix'],
    [{ format: 'biome format', 'lint:fix': 'biome check --write' }, 'npm run lint:fix'],
    [{ 'lint:fix': 'eslint --fix-dry-run .', fix: 'npm run format:all' }, 'npm run fix'],
  ])('%j: %s', (all, command) => {
    expect(commandFor({ 'package.json': scripts(all) })).toBe(command);
  });

  it.each([
    ['package-lock.json', 'npm run format'],
    ['yarn.lock', 'yarn run format'],
    ['pnpm-lock.yaml', 'pnpm run format'],
    ['bun.lock', 'bun run format'],
    ['bun.lockb', 'bun run format'],
  ])('with %s: %s', (lock, command) => {
    const manifest = scripts({ format: 'prettier --write .' });
    expect(commandFor({ 'package.json': manifest, [lock]: '' })).toBe(command);
  });

  it('of the root before those of a package, and those of a package where the root has none', () => {
    const manifest = scripts({ format: 'prettier --write .' });
    const files = { 'packages/the core/package.json': manifest, 'yarn.lock': '' };
    const changed = ['packages/the core/src/a.ts', 'packages/the core/test/b.ts'];
    expect(commandFor(files, changed)).toBe(`cd 'packages/the core' && yarn run format`);
    expect(commandFor({ ...files, 'package.json': manifest }, changed)).toBe('yarn run format');
    expect(commandFor(files, [...changed, 'packages/app/c.ts'])).toBeUndefined();
  });
});

describe('formatters', () => {
  it.each([
    ['.prettierrc', 'npx prettier --write src/a.ts'],
    ['prettier.config.mjs', 'npx prettier --write src/a.ts'],
    ['biome.json', 'npx @biomejs/biome format --write src/a.ts'],
    ['dprint.json', 'npx dprint fmt src/a.ts'],
    ['.oxfmtrc.json', 'npx oxfmt src/a.ts'],
  ])('%s: %s', (config, command) => {
    expect(commandFor({ [config]: '' })).toBe(command);
  });

  it.each([
    [{ prettier: { semi: false } }, 'npx prettier --write src/a.ts'],
    [{ devDependencies: { prettier: '3' } }, 'npx prettier --write src/a.ts'],
    [{ dependencies: { '@biomejs/biome': '2' } }, 'npx @biomejs/biome format --write src/a.ts'],
  ])('%j: %s', (manifest, command) => {
    expect(commandFor({ 'package.json': json(manifest) })).toBe(command);
  });

  it.each([
    ['yarn.lock', 'yarn run biome format --write src/a.ts'],
    ['pnpm-lock.yaml', 'pnpm exec biome format --write src/a.ts'],
    ['bun.lock', 'bunx @biomejs/biome format --write src/a.ts'],
  ])('by the package manager of %s: %s', (lock, command) => {
    expect(commandFor({ 'biome.jsonc': '', [lock]: '' })).toBe(command);
  });

  it('by a configuration before a dependency', () => {
    const manifest = json({ devDependencies: { prettier: '3' } });
    expect(commandFor({ 'package.json': manifest, 'dprint.json': '' })).toBe(
      'npx dprint fmt src/a.ts',
    );
  });

  it('of a package, in its folder', () => {
    const files = { 'packages/core/.prettierrc': '' };
    expect(commandFor(files, ['packages/core/src/a.ts', 'packages/core/src/b.ts'])).toBe(
      'cd packages/core && npx prettier --write src/a.ts src/b.ts',
    );
  });
});

/** More than half of what is named one by one. */
const many = (folder: string): string[] =>
  Array.from({ length: 11 }, (_, index) => `${folder}/agent${index}.ts`);

describe('paths', () => {
  it('quoted for a shell', () => {
    const names = ["src/it's.ts", 'src/$(x) y.ts', '-n.ts', 'src/[id]/ä.ts', '@x/a+b.ts'];
    expect(commandFor({ '.prettierrc': '' }, names)).toBe(
      String.raw`npx prettier --write 'src/it'\''s.ts' 'src/$(x) y.ts' ./-n.ts 'src/[id]/ä.ts' @x/a+b.ts`,
    );
  });

  it('one by one up to twenty', () => {
    const names = many('src/agents').concat(many('src/tools').slice(0, 9));
    expect(commandFor({ '.prettierrc': '' }, names)).toBe(
      `npx prettier --write ${names.join(' ')}`,
    );
  });

  it.each([
    ['.prettierrc', 'npx prettier --write src test/agents'],
    ['dprint.json', `npx dprint fmt 'src/**/*' 'test/agents/**/*'`],
  ])('as folders above twenty: %s', (config, command) => {
    const names = [...many('src/agents'), ...many('src/tools'), ...many('test/agents')];
    expect(commandFor({ [config]: '' }, names)).toBe(command);
    expect(commandFor({ [config]: '' }, [...names, 'a.ts'])).toBe(
      config === '.prettierrc' ? 'npx prettier --write .' : `npx dprint fmt './**/*'`,
    );
  });
});

it.each([
  ['no formatter', {}, ['a.ts']],
  ['a package.json that is broken', { 'package.json': '{' }, ['a.ts']],
  ['scripts that are none', { 'package.json': json({ scripts: ['x'] }) }, ['a.ts']],
  [
    'a script that only looks',
    { 'package.json': scripts({ format: 'oxfmt --check', fix: 7 }) },
    ['a.ts'],
  ],
  ['nothing to format', { '.prettierrc': '' }, []],
])('is nothing with %s', (_, files, changed) => {
  expect(commandFor(files, changed)).toBeUndefined();
});
