import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Host } from './cli/context.ts';
import type { World } from './cli/world.ts';
import { commandsFor } from './commands/all.ts';
import { version } from './version.ts';

const examples = `
Examples:
  $ aqe migrate-config --dry-run config/fleet.yaml    what would the migration change?
  $ aqe validate-config                               is config/fleet.yaml sound?
  $ aqe doctor                                        is everything in place?
  $ aqe <command> --help                              options and examples of a command
`;

/**
 * What the command line consists of; also what completion and the documentation test read.
 * @param argv decides which commands are there, see {@link commandsFor}; without arguments all are
 */
export async function buildProgram(
  host: Host,
  streams: Pick<World, 'stdout' | 'stderr'>,
  argv: readonly string[],
): Promise<Command> {
  const program = new Command('aqe')
    .description('Take an Agentic QE fleet from 1.0.4 to 1.0.5 and run it there.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option('--json', 'print exactly one JSON value on stdout')
    .option('-q, --quiet', 'print results and errors only')
    .option('-v, --verbose', 'print details, and stack traces of errors')
    .option('--no-color', 'print without colours (also: NO_COLOR)')
    .addHelpText('after', examples)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
      outputError: (text, write) => {
        write(`${text.replace(/^error: /, '').trimEnd()} [USAGE]\nSee \`aqe --help\`.\n`);
      },
    });
  for (const command of await commandsFor(argv)) {
    const built = command(host);
    inheritSettings(built, program);
    program.addCommand(built);
  }
  return program;
}

/** Commander copies settings only to the direct child; `backup create` and its like are one deeper. */
function inheritSettings(command: CommandUnknownOpts, parent: CommandUnknownOpts): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheritSettings(child, command);
}
