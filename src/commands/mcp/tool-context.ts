import { Readable } from 'node:stream';
import { Chalk } from 'chalk';
import type { Context } from '../../cli/context.ts';
import type { Reporter } from '../../cli/reporter.ts';

/** A context in which a command's result is kept instead of printed. */
export interface ToolContext {
  readonly context: Context;
  /** What the command has given as its `--json` result. */
  readonly result: () => unknown;
  /** What it has warned of. */
  readonly warnings: readonly string[];
}

/** What is different from the context of the server. */
interface ToolInput {
  readonly signal: AbortSignal;
  /** What standard input is to the command. */
  readonly stdin?: string | undefined;
}

/** Lets a tool do what a command does, without its output: that is where the protocol is spoken. */
export function toolContext(server: Context, { signal, stdin = '' }: ToolInput): ToolContext {
  let kept: unknown;
  const warnings: string[] = [];
  const plain = new Chalk({ level: 0 });
  const reporter: Reporter = {
    json: true,
    quiet: true,
    verbose: false,
    color: false,
    out: plain,
    err: plain,
    result: (value) => {
      kept = value;
    },
    raw: (text) => {
      kept = JSON.parse(text);
    },
    note: () => undefined,
    warn: (text) => void warnings.push(text),
    debug: () => undefined,
  };
  const context = { ...server, reporter, signal, stdin: Readable.from([Buffer.from(stdin)]) };
  return { context, result: () => kept, warnings };
}
