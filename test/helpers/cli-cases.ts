import { describe, expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import type { RunCli, RunOptions } from './run-cli.ts';

/** One run of the CLI and how it must end. */
interface CliCase {
  readonly name: string;
  readonly argv: readonly string[];
  readonly options?: RunOptions;
  readonly code: number;
  readonly stdout: unknown;
  readonly stderr: unknown;
}

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const green = '\u001B[32m';
const escape = '\u001B';

const cases: readonly CliCase[] = [
  {
    name: 'prints its version',
    argv: ['--version'],
    code: 0,
    stdout: `${version}\n`,
    stderr: '',
  },
  {
    name: 'prints its version beside other options',
    argv: ['--no-color', '-V'],
    code: 0,
    stdout: `${version}\n`,
    stderr: '',
  },
  {
    name: 'prints help',
    argv: ['--help'],
    code: 0,
    stdout: matching(/^Usage: aqe \[options\] \[command\]/),
    stderr: '',
  },
  {
    name: 'prints help for a command, with examples',
    argv: ['doctor', '--help'],
    code: 0,
    stdout: matching(/^Usage: aqe doctor[^]*Examples:/),
    stderr: '',
  },
  {
    name: 'prints help when it is told nothing',
    argv: [],
    code: 2,
    stdout: '',
    stderr: matching(/^Usage: aqe/),
  },
  {
    name: 'guesses what an unknown command means',
    argv: ['docter'],
    code: 2,
    stdout: '',
    stderr: matching(
      /unknown command 'docter'\n\(Did you mean doctor\?\) \[USAGE\]\nSee `aqe --help`\.\n$/,
    ),
  },
  {
    name: 'guesses what an unknown option means',
    argv: ['doctor', '--confg', 'x'],
    code: 2,
    stdout: '',
    stderr: matching(/unknown option '--confg'\n\(Did you mean --config\?\) \[USAGE\]\n/),
  },
  {
    name: 'says which argument is missing',
    argv: ['completion'],
    code: 2,
    stdout: '',
    stderr: matching(/missing required argument 'shell' \[USAGE\]/),
  },
  {
    name: 'reports a usage error as one JSON value with --json',
    argv: ['--json', 'doctor', '--confg', 'x'],
    code: 2,
    stdout: matching(
      /^\{\n {2}"error": \{\n {4}"code": "USAGE",\n {4}"message": "unknown option[^]*\}\n$/,
    ),
    stderr: matching(/unknown option/),
  },
  {
    name: 'reports what it cannot read, with the code',
    argv: ['migrate-config', 'nowhere.yaml', '-'],
    code: 2,
    stdout: '',
    stderr: matching(/nowhere\.yaml does not exist \[FILE_NOT_FOUND\]\n/),
  },
  {
    name: 'reports what it cannot read as one JSON value with --json',
    argv: ['migrate-config', 'nowhere.yaml', '-', '--json'],
    code: 2,
    stdout: matching(/^\{\n {2}"error": \{\n {4}"code": "FILE_NOT_FOUND"[^]*\}\n$/),
    stderr: matching(/FILE_NOT_FOUND/),
  },
  {
    name: 'says nothing but the result on success with --quiet',
    argv: ['--quiet', 'completion', 'bash'],
    code: 0,
    stdout: matching(/^# bash completion/),
    stderr: '',
  },
  {
    name: 'prints no colours into a pipe',
    argv: ['doctor'],
    code: 1,
    stdout: matching(new RegExp(`^[^${escape}]+$`)),
    stderr: '',
  },
  {
    name: 'prints colours with FORCE_COLOR',
    argv: ['doctor'],
    options: { env: { FORCE_COLOR: '1' } },
    code: 1,
    stdout: matching(new RegExp(`${green}✔`.replaceAll('[', String.raw`\[`))),
    stderr: '',
  },
  {
    name: 'prefers NO_COLOR to FORCE_COLOR',
    argv: ['doctor'],
    options: { env: { FORCE_COLOR: '1', NO_COLOR: '1' } },
    code: 1,
    stdout: matching(new RegExp(`^[^${escape}]+$`)),
    // Node 22 and newer say so on stderr themselves when both are set.
    stderr: matching(new RegExp(`^[^${escape}]*$`)),
  },
  {
    name: 'prefers --no-color to FORCE_COLOR',
    argv: ['doctor', '--no-color'],
    options: { env: { FORCE_COLOR: '1' } },
    code: 1,
    stdout: matching(new RegExp(`^[^${escape}]+$`)),
    stderr: '',
  },
];

/** The same cases for every way to run the CLI, each in an empty folder. */
export function cliCases(run: RunCli, emptyFolder: () => string): void {
  describe.each(cases)('aqe $argv', ({ name, argv, options, code, stdout, stderr }) => {
    it(name, async () => {
      const outcome = await run(argv, { cwd: emptyFolder(), ...options });
      expect(outcome).toEqual({ code, stdout, stderr });
    });
  });
}
