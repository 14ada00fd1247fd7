import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isRecord } from '../../src/config/values.ts';
import { filesBelow } from './files-below.ts';
import { inProcess } from './run-cli.ts';
import { expectJson } from './schema.ts';

/** What case.json says besides the files. */
interface CaseFile {
  readonly name: string;
  readonly why: string;
  readonly args: readonly string[];
  readonly exit: number;
  readonly needsLook: readonly string[];
  readonly unparsed: readonly string[];
}

/** All files below a folder by their relative names; Latin-1, so that every byte counts. */
function readTree(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = filesBelow(folder)
    .map((path) => path.slice(folder.length + 1))
    .filter((name) => !name.startsWith('.aqe/'));
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

function readCase(fixtures: string, name: string): CaseFile {
  const folder = join(fixtures, name);
  const value: unknown = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
  if (!isRecord(value)) throw new Error(`${folder} has no case.json`);
  const { why, args = [], exit = 0, needsLook = [], unparsed = [] } = value;
  return {
    name,
    why: String(why),
    args: strings(args),
    exit: Number(exit),
    needsLook: places(needsLook),
    unparsed: strings(unparsed),
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** `src/a.ts:3 BASE_MIXIN` for each place; the whole list sorted. */
function places(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isRecord)
    .map(({ file, line, code }) => `${String(file)}:${String(line)} ${String(code)}`)
    .toSorted();
}

/**
 * One test for each folder of fixtures: the command makes `expected` out of `input` and touches nothing else, a second run changes nothing,
 * and --undo gives back every byte.
 */
export function codemodCases(command: string): void {
  const fixtures = join(import.meta.dirname, '../fixtures', command);
  const cases = readdirSync(fixtures).map((name) => readCase(fixtures, name));

  describe.each(cases)('$name: $why', ({ name, args, exit, needsLook, unparsed }) => {
    const input = join(fixtures, name, 'input');
    const expected = { ...readTree(input), ...readTree(join(fixtures, name, 'expected')) };

    it('migrates, once, and can be undone', async () => {
      const cwd = mkdtempSync(join(tmpdir(), 'aqe-case-'));
      onTestFinished(() => {
        rmSync(cwd, { recursive: true, force: true });
      });
      cpSync(input, cwd, { recursive: true });

      const first = await inProcess([command, '.', ...args, '--json'], { cwd });
      expect(first.stderr).toBe('');
      const report = expectJson(first.stdout, 'migrate-code');
      expect(readTree(cwd)).toEqual(expected);
      expect(first.code).toBe(exit);
      expect(isRecord(report) && places(report['needsLook'])).toEqual(needsLook);
      expect(isRecord(report) && fileNames(report['unparsed'])).toEqual(unparsed);

      const second = await inProcess([command, '.', ...args, '--json'], { cwd });
      expect(JSON.parse(second.stdout)).toMatchObject({ status: 'up-to-date', files: [] });
      expect(readTree(cwd)).toEqual(expected);

      const changed = isRecord(report) && report['status'] === 'migrated';
      const undone = await inProcess([command, '--undo', '--json'], { cwd });
      expect(undone.code).toBe(changed ? 0 : 2);
      expect(readTree(cwd)).toEqual(readTree(input));
    });
  });
}

function fileNames(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isRecord).map(({ file }) => String(file)) : [];
}
