import type { Context } from '../../cli/context.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import { type RoutableTask, routableTask } from '../../core/routing/routable-task.ts';
import { AqeError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';

const MAX_BYTES = 16 * 1_048_576;

/** The options of `aqe route`. */
export interface RouteOptions {
  readonly file?: string | undefined;
  readonly type?: string | undefined;
  readonly agentType?: string | undefined;
  readonly data?: string | undefined;
  readonly model?: string | undefined;
  readonly config?: string | undefined;
}

/**
 * Reads the task: the argument, a file, or standard input; a JSON object is a task as 1.0.4 or 1.0.5 writes it. Options win over what it says.
 * @throws AqeError USAGE when there is none, or it is given twice; FILE_…
 */
export async function readRoutable(
  context: Context,
  argument: string | undefined,
  options: RouteOptions,
): Promise<RoutableTask> {
  const { type, agentType, data } = options;
  const text = await taskText(context, argument, options);
  const task = asTask(text) ?? { description: text.trim() };
  const payload = data === undefined ? task.payload : await readText(context, data);
  if (task.description === '' && payload === undefined) {
    throw new AqeError('USAGE', 'the task is empty', { hint: 'Say what is to be done.' });
  }
  return {
    ...task,
    type: type ?? task.type,
    agentType: agentType ?? task.agentType,
    payload,
  };
}

async function taskText(
  context: Context,
  argument: string | undefined,
  options: RouteOptions,
): Promise<string> {
  const { file } = options;
  if (argument !== undefined && file !== undefined) {
    throw new AqeError('USAGE', 'the task is given twice, as an argument and with --file', {
      hint: 'Leave one of the two out; what comes with a task is --data.',
    });
  }
  if (argument !== undefined && argument !== '-') return argument;
  const nothingNamed = argument === undefined && file === undefined;
  if (nothingNamed && context.stdin.isTTY === true) throw noTask();
  return readText(context, file ?? '-');
}

function noTask(): AqeError {
  return new AqeError('USAGE', 'there is no task', {
    hint: 'aqe route "write tests for the cart" --data src/cart.ts',
  });
}

async function readText(context: Context, path: string): Promise<string> {
  return path === '-'
    ? decodeText(await readStdin(context, MAX_BYTES), STDIN_NAME)
    : decodeText(await context.files.read(path, MAX_BYTES), path);
}

function asTask(text: string): RoutableTask | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return routableTask(JSON.parse(text));
  } catch {
    return undefined;
  }
}
