import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { Environment, OutputStream } from './world.ts';

/** How much is said, and how. */
export interface ReporterOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

/** The only way to a stream: results to stdout, everything else to stderr. */
export interface Reporter extends ReporterOptions {
  /** Colours for stdout. */
  readonly out: ChalkInstance;
  /** Colours for stderr. */
  readonly err: ChalkInstance;
  /** The command's result: one JSON value with `--json`, else the text. An empty text prints nothing. */
  result<T>(value: T, render: (value: T, style: ChalkInstance) => string): void;
  /** The command's result where it is text in every mode: a file, a diff, a script. Printed as it is. */
  raw(text: string): void;
  /** Progress and explanations; silent with `--quiet`. */
  note(text: string): void;
  /** What a person must see even with `--quiet`. */
  warn(text: string): void;
  /** Details for `--verbose`. */
  debug(text: string): void;
}

/** Where a reporter writes, and what silences it. */
interface Outlets {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** After an interrupt, work that goes on for a moment must not print any more. */
  readonly signal: AbortSignal;
}

/** Builds the reporter for one run. */
export function createReporter(
  options: ReporterOptions,
  outlets: Outlets,
  env: Environment,
): Reporter {
  const { signal } = outlets;
  const out = styleFor(outlets.stdout, env, options.color);
  const print = (stream: OutputStream, text: string): void => {
    if (text !== '' && !signal.aborted) stream.write(text);
  };
  return {
    ...options,
    out,
    err: styleFor(outlets.stderr, env, options.color),
    result: (value, render) => {
      const text = options.json ? JSON.stringify(value, null, 2) : render(value, out);
      print(outlets.stdout, asLine(text));
    },
    raw: (text) => {
      print(outlets.stdout, text);
    },
    note: (text) => {
      if (!options.quiet) print(outlets.stderr, asLine(text));
    },
    warn: (text) => {
      print(outlets.stderr, asLine(text));
    },
    debug: (text) => {
      if (options.verbose) print(outlets.stderr, asLine(text));
    },
  };
}

function styleFor(stream: OutputStream, env: Environment, wanted: boolean): ChalkInstance {
  return new Chalk({ level: colorLevel(stream, env, wanted) });
}

/** https://no-color.org and https://force-color.org: the flag wins, then NO_COLOR, FORCE_COLOR, the terminal. */
function colorLevel(stream: OutputStream, env: Environment, wanted: boolean): ColorSupportLevel {
  if (!wanted || (env['NO_COLOR'] ?? '') !== '') return 0;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced === '0' || forced === 'false') return 0;
  if (forced !== '') return 1;
  return stream.isTTY === true && env['TERM'] !== 'dumb' ? 1 : 0;
}

function asLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
