import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { buildProgram } from '../../src/program.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');

/** The text below a heading, up to the next one of any level; undefined when there is no such heading. */
function section(heading: string): string | undefined {
  const parts = page.split(/^#+ /m).slice(1);
  return parts.find((part) => part.startsWith(`${heading}\n`))?.slice(heading.length);
}

const program = await buildProgram(
  { run: async () => undefined },
  { stdout: new PassThrough(), stderr: new PassThrough() },
  [],
);

interface Described {
  /** For example `aqe backup create`. */
  readonly heading: string;
  readonly command: CommandUnknownOpts;
}

/** The command and all below it, without the hidden ones and commander's own `help`. */
function all(command: CommandUnknownOpts, path = 'aqe'): readonly Described[] {
  const children = command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help');
  return [
    { heading: path, command },
    ...children.flatMap((child) => all(child, `${path} ${child.name()}`)),
  ];
}

const flagsOf = (command: CommandUnknownOpts): readonly string[] =>
  command.options.map((option) => option.flags).toSorted();

/** The first column of the options table. */
const explainedOptions = (text = ''): readonly string[] =>
  [...text.matchAll(/^\| `(-[^`]*)`/gm)].map((match) => match[1] ?? '').toSorted();

it.each(all(program))('$heading --help shows an example', ({ command }) => {
  let help = '';
  command.configureOutput({ writeOut: (text) => void (help += text) });
  command.outputHelp();
  expect(help).toMatch(/^Examples?\b.*:$/m);
});

describe.each(all(program).slice(1))('docs/cli.md on $heading', ({ heading, command }) => {
  const text = section(heading);

  it('has a section', () => {
    expect(text).toBeDefined();
  });

  it('explains the options that there are', () => {
    expect(explainedOptions(text)).toEqual(flagsOf(command));
  });

  it.each(command.registeredArguments.map((argument) => argument.name()))('names <%s>', (name) => {
    expect(text).toContain(name);
  });
});

describe('docs/cli.md', () => {
  it('explains the global options', () => {
    const flags = [...flagsOf(program), '-h, --help'].toSorted();
    expect(explainedOptions(section('Global options'))).toEqual(flags);
  });

  it.each(Object.values(ExitCode))('explains exit code %i', (code) => {
    expect(section('Exit codes')).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
  });

  const source = readFileSync(join(root, 'src/errors.ts'), 'utf8');
  const codes = [...source.matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map((match) => match[1] ?? '');

  it.each(codes)('explains error code %s', (code) => {
    expect(section('Error codes')).toMatch(new RegExp(`^\\| \`${code}\` +\\| \\S`, 'm'));
  });

  it('explains no error code that does not exist', () => {
    const explained = [...(section('Error codes') ?? '').matchAll(/^\| `([A-Z_]+)`/gm)];
    expect(explained.map((match) => match[1])).toEqual([...codes, 'BUG'].toSorted());
  });
});
