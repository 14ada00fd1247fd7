import { createHash } from 'node:crypto';
import { didYouMean } from '../config/schema/near-key.ts';
import { isRecord, valueAt } from '../config/values.ts';
import type { TaskExecutor, TaskOrder } from '../core/tasks/task-executor.ts';
import type { StoredTask } from '../core/tasks/task-queue.ts';
import { HttpProblem } from './http-problem.ts';

/** A task as a caller asked for it. */
export interface TaskRequest {
  readonly agentType: string;
  readonly type: string;
  readonly priority: number;
  /** What is kept for whoever carries it out. */
  readonly request: { readonly description?: string; readonly payload?: unknown };
  /** The same for requests that mean the same. */
  readonly fingerprint: string;
}

const known = ['type', 'agentType', 'description', 'payload', 'priority'];
const MAX_PRIORITY = 100;
const MAX_NAME = 200;

/**
 * Reads the body of a request for a task.
 * @throws HttpProblem REQUEST_INVALID, AGENT_UNKNOWN
 */
export function parseTaskRequest(body: unknown, agents: TaskExecutor): TaskRequest {
  if (!isRecord(body)) throw invalid('the body is no JSON object');
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw invalid(`there is no key "${unknown}"`, didYouMean(unknown, known));
  }
  const [wanted, described] = [nameIn(body, 'agentType'), textIn(body, 'description')];
  const type = nameIn(body, 'type') ?? wanted;
  if (type === undefined) throw invalid('the task has neither a type nor an agentType');
  const agentType = knownAgent(wanted ?? agents.typeFor(type), agents.agentTypes);
  const priority = priorityIn(body);
  const payload = valueAt(body, ['payload']);
  const request = {
    ...(described === undefined ? {} : { description: described }),
    ...(payload === undefined ? {} : { payload }),
  };
  const fingerprint = digest(JSON.stringify([agentType, type, priority, request]));
  return { agentType, type, priority, request, fingerprint };
}

function knownAgent(type: string, agentTypes: readonly string[]): string {
  if (agentTypes.includes(type)) return type;
  const near = didYouMean(type, agentTypes);
  const hint = `${near === undefined ? '' : `${near} `}Known: ${agentTypes.join(', ')}.`;
  throw new HttpProblem('AGENT_UNKNOWN', `there is no agent type "${type}"`, { hint });
}

type Body = Readonly<Record<string, unknown>>;

function textIn(body: Body, key: string): string | undefined {
  const value = valueAt(body, [key]);
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return value;
  throw invalid(`${key} is no text`);
}

function nameIn(body: Body, key: string): string | undefined {
  const name = textIn(body, key);
  if (name === undefined || (name.length <= MAX_NAME && /^[\w.:/ -]+$/.test(name))) return name;
  throw invalid(`${key} is no name: up to ${MAX_NAME} letters, digits and . : / _ -`);
}

function priorityIn(body: Body): number {
  const value = valueAt(body, ['priority']) ?? 0;
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MAX_PRIORITY) {
    return value;
  }
  throw invalid(`priority is no whole number from -${MAX_PRIORITY} to ${MAX_PRIORITY}`);
}

function invalid(message: string, hint?: string): HttpProblem {
  return new HttpProblem('REQUEST_INVALID', message, hint === undefined ? {} : { hint });
}

/** A key or a request by its digest: what callers write is not kept twice, nor shown. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A task of the queue as it is carried out. */
export function orderOf({ record, request, admission }: StoredTask): TaskOrder {
  const description = valueAt(request, ['description']);
  return {
    id: record.id,
    agentType: record.agentType,
    type: record.taskType,
    description: typeof description === 'string' ? description : undefined,
    payload: valueAt(request, ['payload']),
    admission,
  };
}
