import { Argument, Command, Option } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { candidatesFor } from '../../../src/cli/candidates.ts';

const program = new Command('aqe')
  .option('--json', 'print JSON')
  .option('-q, --quiet', 'say less')
  .configureHelp({ showGlobalOptions: true })
  .helpOption('-h, --help', 'show help');
program
  .command('validate')
  .alias('check')
  .description('look for mistakes')
  .argument('[files...]', 'the files')
  .addOption(new Option('-f, --format <name>', 'how to print').choices(['pretty', 'plain', 'json']))
  .option('-c, --config <file>', 'the configuration')
  .option('--limit <number>', 'how many')
  .option('--color [when]', 'colours');
const backup = program.command('backup').description('keep copies');
backup.command('create').description('make one');
backup.command('restore').argument('<archive>').argument('[target]');
program.command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh']));
program.command('secret', { hidden: true });

/** The words on offer at the end of a line, and `+files` when file names fit too. */
const offered = (...words: string[]): string => {
  const { words: found, files } = candidatesFor(program, words);
  return [...found.map(({ word }) => word), ...(files ? ['+files'] : [])].join(' ');
};

describe(candidatesFor, () => {
  it.each([
    ['every visible command', [''], 'validate backup completion help'],
    ['the commands that fit', ['ba'], 'backup'],
    ['nothing that does not fit', ['x'], ''],
    ['nothing for no words', [], 'validate backup completion help'],
    ['subcommands', ['backup', ''], 'create restore help'],
    ['the options of the program', ['--'], '--json --quiet --help'],
    [
      'the options of a command and of the program',
      ['validate', '--'],
      '--format --config --limit --color --help --json --quiet',
    ],
    ['the options of a command by its alias', ['check', '--f'], '--format'],
    ['options after an option', ['--json', 'validate', '--form'], '--format'],
    ['long options for a single dash', ['backup', '-'], '--help --json --quiet'],
    ['values of an option', ['validate', '--format', 'p'], 'pretty plain'],
    ['values after the short flag', ['validate', '-f', ''], 'pretty plain json'],
    ['values after an equals sign', ['validate', '--format=p'], '--format=pretty --format=plain'],
    ['values as bash splits them', ['validate', '--format', '=', 'p'], 'pretty plain'],
    [
      'values right after the equals sign of bash',
      ['validate', '--format', '='],
      'pretty plain json',
    ],
    ['nothing for an unknown option', ['validate', '--nope=x'], ''],
    ['files for an option that takes one', ['validate', '--config', 'a'], '+files'],
    ['files after the equals sign', ['validate', '--config=a'], '+files'],
    ['no files for an option that takes a number', ['validate', '--limit', ''], ''],
    ['arguments after a value', ['validate', '--limit', '3', 'a'], '+files'],
    ['arguments after an optional value', ['validate', '--color', ''], '+files'],
    ['files for every variadic argument', ['validate', 'a', 'b', ''], '+files'],
    ['files for the second argument', ['backup', 'restore', 'a', ''], '+files'],
    ['nothing beyond the last argument', ['backup', 'restore', 'a', 'b', ''], ''],
    ['choices of an argument', ['completion', ''], 'bash zsh'],
    ['no options after two dashes', ['validate', '--', '--f'], '+files'],
    ['no commands after two dashes', ['--', 'va'], ''],
    ['no command names as arguments', ['validate', 'backup', ''], '+files'],
  ])('%s', (_name, words, expected) => {
    expect(offered(...words)).toBe(expected);
  });

  it('carries the descriptions', () => {
    expect(candidatesFor(program, ['val']).words).toEqual([
      { word: 'validate', description: 'look for mistakes' },
    ]);
  });
});
