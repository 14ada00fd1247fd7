import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Project, project } from '../helpers/project.ts';
import { bin, type Outcome } from '../helpers/run-cli.ts';

const installed = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).error === undefined;

/** Runs a shell script in a folder where `aqe` is a command. */
function run(shell: string, script: string, folder: Project = project()): Outcome {
  symlinkSync(bin, folder.path('aqe'));
  const { status, stdout, stderr } = spawnSync(shell, ['-c', script], {
    cwd: folder.dir,
    env: { PATH: [folder.dir, process.env['PATH']].join(delimiter), HOME: folder.dir },
    encoding: 'utf8',
  });
  return { code: status ?? -1, stdout, stderr };
}

/** A line as the user has written it when the tab key is pressed, and words that must be offered. */
const lines: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['mig'], ['migrate-config']],
  [
    ['migrate-config', '--'],
    ['--dry-run', '--in-place', '--help', '--json'],
  ],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['migrate-config', '--models', 'c'], ['current']],
];

const quote = (word: string): string => `'${word}'`;

/** Calls the function that bash calls, with the variables that bash sets, in a shell that forgives nothing. */
const tabInBash = (words: readonly string[]): string => `set -u
  source <(aqe completion bash)
  COMP_WORDS=(aqe ${words.map(quote).join(' ')}); COMP_CWORD=${words.length}
  _aqe && printf '%s\\n' "\${COMPREPLY[@]}"`;

/** The functions of the completion system work only inside a line editor: these print what they get. */
const tabInZsh = (words: readonly string[]): string => `
  compdef() { :; }; _describe() { print -l -- "\${(@)described}"; }; _files() { print :files; }
  source <(aqe completion zsh)
  words=(aqe ${words.map(quote).join(' ')}); CURRENT=${words.length + 1}
  _aqe`;

const tabInFish = (words: readonly string[]): string =>
  `aqe completion fish | source; complete --do-complete 'aqe ${words.join(' ')}'`;

describe.skipIf(!installed('bash'))('bash (skipped where it is not installed)', () => {
  it.each(lines)('%j', (words, expected) => {
    const { stdout, stderr } = run('bash', tabInBash(words));
    expect(stdout.trim().split('\n')).toEqual(expect.arrayContaining([...expected]));
    expect(stderr).toBe('');
  });

  it('takes the words apart as bash does at an equals sign', () => {
    expect(run('bash', tabInBash(['migrate-config', '--models', '=', 'c'])).stdout).toBe(
      'current\n',
    );
  });

  it('evaluates nothing that stands on the command line', () => {
    const folder = project();
    run(
      'bash',
      tabInBash(['migrate-config', '$(touch evaluated)', '`touch evaluated`', '']),
      folder,
    );
    expect(folder.list()).toEqual(['aqe']);
  });

  it('can be loaded twice and leaves files to readline', () => {
    const { stdout, stderr } = run(
      'bash',
      'source <(aqe completion bash); source <(aqe completion bash); complete -p aqe',
    );
    expect({ stdout, stderr }).toEqual({
      stdout: 'complete -o default -F _aqe aqe\n',
      stderr: '',
    });
  });
});

/** What stands before the descriptions. */
function namesIn(stdout: string, separator: string): (string | undefined)[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(separator)[0]);
}

describe.skipIf(!installed('zsh'))('zsh (skipped where it is not installed)', () => {
  it.each(lines)('%j', (words, expected) => {
    const { stdout, stderr } = run('zsh', tabInZsh(words));
    expect(namesIn(stdout, ':')).toEqual(expect.arrayContaining([...expected]));
    expect(stderr).toBe('');
  });
});

describe.skipIf(!installed('fish'))('fish (skipped where it is not installed)', () => {
  it.each(lines)('%j', (words, expected) => {
    const { stdout, stderr } = run('fish', tabInFish(words));
    expect(namesIn(stdout, '\t')).toEqual(expect.arrayContaining([...expected]));
    expect(stderr).toBe('');
  });

  it('offers files where they fit', () => {
    const folder = project({ 'fleet-of-mine.yaml': '' });
    const { stdout } = run('fish', tabInFish(['doctor', '--config', 'fleet-o']), folder);
    expect(stdout).toContain('fleet-of-mine.yaml');
  });
});
