import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/** One word that could stand at the cursor. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** What a shell can offer at the cursor. */
export interface Candidates {
  readonly words: readonly Candidate[];
  /** Whether a file name could stand there too; the shell knows the files. */
  readonly files: boolean;
}

/** What the words before the cursor amount to. */
interface Position {
  readonly command: CommandUnknownOpts;
  /** How many arguments of the command are already there. */
  readonly given: number;
  /** The option whose value comes next. */
  readonly pending: Option | undefined;
  /** After `--` nothing is an option. */
  readonly literal: boolean;
}

const NONE: Candidates = { words: [], files: false };

/**
 * Everything that could complete the last word, read off the program itself.
 * @param words what stands after the program's name; the last one is being written
 */
export function candidatesFor(program: CommandUnknownOpts, words: readonly string[]): Candidates {
  const { before, current } = splitWords(words);
  const position = before.reduce(step, {
    command: program,
    given: 0,
    pending: undefined,
    literal: false,
  });
  const { words: fitting, files } = offer(position, current);
  return { words: fitting.filter(({ word }) => word.startsWith(current)), files };
}

/** Bash hands over `--format=json` as three words; the equals sign carries nothing. */
function splitWords(words: readonly string[]): { before: readonly string[]; current: string } {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1).filter((word) => word !== '=');
  return { before, current: last === '=' ? '' : last };
}

function step(position: Position, word: string): Position {
  if (position.pending !== undefined) return { ...position, pending: undefined };
  if (position.literal) return { ...position, given: position.given + 1 };
  if (word === '--') return { ...position, literal: true };
  return word.startsWith('-') ? afterOption(position, word) : afterOperand(position, word);
}

function afterOption(position: Position, word: string): Position {
  const option = findOption(position.command, word);
  return { ...position, pending: option?.required === true ? option : undefined };
}

function afterOperand(position: Position, word: string): Position {
  const child = position.given === 0 ? findCommand(position.command, word) : undefined;
  return child === undefined
    ? { ...position, given: position.given + 1 }
    : { ...position, command: child };
}

function offer({ command, given, pending, literal }: Position, current: string): Candidates {
  if (pending !== undefined) return valuesOf(pending, '');
  if (!literal && current.startsWith('-')) return options(command, current);
  const argument = argumentAt(command, given);
  const values = argument === undefined ? NONE : choicesOf(argument, true);
  const children = given === 0 && !literal ? subcommands(command) : [];
  return { words: [...children, ...values.words], files: values.files };
}

function options(command: CommandUnknownOpts, current: string): Candidates {
  const equals = current.indexOf('=');
  if (equals >= 0) {
    const option = findOption(command, current.slice(0, equals));
    return option === undefined ? NONE : valuesOf(option, current.slice(0, equals + 1));
  }
  const words = visibleOptions(command).flatMap(({ long, description }) =>
    long === undefined || long === null ? [] : [{ word: long, description }],
  );
  return { words, files: false };
}

/** Placeholders that stand for something on the disk, such as `<file>` in `--config <file>`. */
const pathPlaceholder = /[<[][^>\]]*(?:archive|dir|file|folder|path)/i;

function valuesOf(option: Option, prefix: string): Candidates {
  const { words, files } = choicesOf(option, pathPlaceholder.test(option.flags));
  const prefixed = words.map(({ word, description }) => ({ word: prefix + word, description }));
  return { words: prefixed, files };
}

function choicesOf({ argChoices }: Argument | Option, files: boolean): Candidates {
  if (argChoices === undefined) return { words: [], files };
  return { words: argChoices.map((word) => ({ word, description: '' })), files: false };
}

function argumentAt(command: CommandUnknownOpts, index: number): Argument | undefined {
  const last = command.registeredArguments.at(-1);
  return command.registeredArguments[index] ?? (last?.variadic === true ? last : undefined);
}

function subcommands(command: CommandUnknownOpts): readonly Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((child) => ({ word: child.name(), description: child.description() }));
}

function findCommand(command: CommandUnknownOpts, word: string): CommandUnknownOpts | undefined {
  return command.commands.find((child) => child.name() === word || child.aliases().includes(word));
}

function findOption(command: CommandUnknownOpts, flag: string): Option | undefined {
  return visibleOptions(command).find(({ long, short }) => long === flag || short === flag);
}

function visibleOptions(command: CommandUnknownOpts): readonly Option[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}
