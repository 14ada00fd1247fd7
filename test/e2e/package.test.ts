import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { version } from '../../src/version.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'aqe-package-'));
const installed = join(folder, 'node_modules/aqe');

/** Runs Node in the folder of a user who has installed the package. */
const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

const aqe = (...args: readonly string[]): string => node(join(installed, 'bin/aqe.js'), ...args);

// What `npm install` of the tarball gives, without a registry: its files, beside this checkout's packages.
beforeAll(async () => {
  const packed: unknown = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    }),
  );
  mkdirSync(installed, { recursive: true });
  await extract({ file: join(folder, filenameOf(packed)), cwd: installed, strip: 1 });
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function filenameOf(packed: unknown): string {
  const first: unknown = Array.isArray(packed) ? packed[0] : undefined;
  return typeof first === 'object' && first !== null && 'filename' in first
    ? String(first.filename)
    : '';
}

it('runs from the tarball', () => {
  expect(aqe('--version')).toBe(`${version}\n`);
});

it('brings the files that commands read', () => {
  expect(aqe('completion', 'bash')).toContain('complete -o default -F _aqe aqe');
  writeFileSync(join(folder, 'fleet.yaml'), 'fleet:\n  id: shop\n');
  expect(aqe('validate-config', 'fleet.yaml', '--json')).toContain('"errors": 0');
});

it('can be imported as a library', () => {
  const script = "import { AqeError } from 'aqe'; console.log(new AqeError('USAGE', 'x').code);";
  expect(node('--input-type=module', '--eval', script)).toBe('USAGE\n');
});

it('publishes its schemas', () => {
  const script =
    "import schema from 'aqe/schemas/doctor.schema.json' with { type: 'json' }; console.log(schema.title);";
  expect(node('--no-warnings', '--input-type=module', '--eval', script)).toContain('aqe doctor');
});

it('needs no install script', () => {
  const { scripts = {} } = readManifest(join(installed, 'package.json'));
  expect(Object.keys(scripts)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:pre|post)?install$/)]),
  );
});

function readManifest(path: string): { readonly scripts?: object } {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof manifest === 'object' && manifest !== null ? manifest : {};
}
