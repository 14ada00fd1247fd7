import type { Context } from '../../cli/context.ts';
import { readStdin, STDIN_NAME } from '../../cli/read-input.ts';
import { AqeError } from '../../errors.ts';

const MAX_TASK_BYTES = 1_048_576;

/** A task as it was given: words, or a JSON object with more to it. */
export interface GivenTask {
  readonly description: string;
  readonly type?: string | undefined;
  readonly agentType?: string | undefined;
  readonly payload?: unknown;
}

/**
 * Reads the task: the argument, a file, or standard input (`-`, or a pipe when nothing is named).
 * @throws AqeError USAGE when there is none or it is empty, FILE_…
 */
export async function readTask(
  context: Context,
  argument: string | undefined,
  file: string | undefined,
): Promise<GivenTask> {
  if (argument !== undefined && file !== undefined) {
    throw new AqeError('USAGE', 'the task is given twice, as an argument and with --file', {
      hint: 'Leave one of the two out; files that belong to a task are --input.',
    });
  }
  const text = await taskText(context, argument, file);
  const task = asJson(text) ?? { description: text.trim() };
  if (task.description !== '') return task;
  throw new AqeError('USAGE', 'the task is empty', {
    hint: 'Say what is to be done, before --input: what stands behind it is taken for files.',
  });
}

async function taskText(
  context: Context,
  argument: string | undefined,
  file: string | undefined,
): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument;
  if (file !== undefined && file !== '-') {
    return decode(await context.files.read(file, MAX_TASK_BYTES), file);
  }
  if (argument === undefined && file === undefined && context.stdin.isTTY === true) {
    throw new AqeError('USAGE', 'there is no task', {
      hint: 'aqe run "write tests for src/cart.ts" --input src/cart.ts',
    });
  }
  return decode(await readStdin(context, MAX_TASK_BYTES), STDIN_NAME);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AqeError('FILE_NOT_TEXT', `${name} is not UTF-8 text`, { cause: error });
  }
}

/** A JSON object with a description is a task of the fleet, with `payload` (or `data`) and `type`. */
function asJson(text: string): GivenTask | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const get = (key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  const description = get('description');
  if (typeof description !== 'string') return undefined;
  return {
    description: description.trim(),
    type: textOf(get('type')),
    agentType: textOf(get('agentType')),
    payload: get('payload') ?? get('data'),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
