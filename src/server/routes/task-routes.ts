import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { featuresOf, isInRollout } from '../../core/flags/feature-flags.ts';
import type { AcceptOutcome, Admission, NewTask, StoredTask } from '../../core/tasks/task-queue.ts';
import { HttpProblem } from '../http-problem.ts';
import { readBody } from '../read-body.ts';
import type { ServiceParts } from '../service-parts.ts';
import { digest, parseTaskRequest } from '../task-request.ts';
import { taskView } from '../task-view.ts';
import { openStream, wantsStream } from './open-stream.ts';

/** `POST /v1/tasks`, `GET` and `DELETE /v1/tasks/:id`. */
export function taskRoutes(parts: ServiceParts): Hono {
  const routes = new Hono();
  routes.post('/', async (context) => submit(context, parts));
  routes.get('/:id', async (context) => {
    const task = await taskOf(context, parts);
    if (wantsStream(context)) return openStream(context, task, { parts, isNew: false });
    return context.json(taskView(task));
  });
  routes.delete('/:id', async (context) => {
    const { queue, worker, clock } = parts;
    const { record } = await taskOf(context, parts);
    const task = await queue.cancel(record.id, clock.now().getTime());
    worker.cancel(record.id);
    if (task === undefined) throw unknownTask();
    return context.json(taskView(task), task.record.finishedAt === undefined ? 202 : 200);
  });
  return routes;
}

async function submit(context: Context, parts: ServiceParts): Promise<Response> {
  if (parts.state.draining) {
    const message = 'this replica is stopping';
    throw new HttpProblem('STOPPING', message, { retryAfter: 1, hint: 'Ask another one.' });
  }
  const { task, isNew } = stored(await accept(context, parts));
  const { record } = task;
  context.header('location', `/v1/tasks/${record.id}`);
  if (wantsStream(context)) return openStream(context, task, { parts, isNew: true });
  return context.json(taskView(task), isNew ? 202 : 200);
}

async function accept(context: Context, parts: ServiceParts): Promise<AcceptOutcome> {
  const { queue, queueLimit, worker, log, guard } = parts;
  const body = await readBody(context, guard.bodyLimit);
  const task = newTask(body, keyOf(context), parts);
  const outcome = await worker.accepting(async (claim) =>
    queue.accept(task, { limit: queueLimit, claim }),
  );
  const { id: taskId, agentType } = task;
  log.info(
    { requestId: context.get('requestId'), taskId, agentType, is: outcome.kind },
    'a task came',
  );
  return outcome;
}

function newTask(
  body: unknown,
  idempotencyKey: string | undefined,
  { executor, clock, flags, environment }: ServiceParts,
): NewTask {
  const { type, ...request } = parseTaskRequest(body, executor);
  const { settings, generation } = flags();
  const { agentType } = request;
  const id = randomUUID();
  const { percent } = settings.rollout;
  const isCanary = percent > 0 && percent < 100 && isInRollout(settings.rollout, id);
  const admission: Admission = {
    features: featuresOf(settings, { agentType, environment, taskKey: id }),
    variant: isCanary ? 'canary' : 'stable',
    generation,
  };
  return { ...request, id, idempotencyKey, taskType: type, admission, at: clock.now().getTime() };
}

function stored(outcome: AcceptOutcome): { readonly task: StoredTask; readonly isNew: boolean } {
  switch (outcome.kind) {
    case 'accepted':
      return { task: outcome.task, isNew: true };
    case 'known':
      return { task: outcome.task, isNew: false };
    case 'conflict':
      throw new HttpProblem(
        'IDEMPOTENCY_CONFLICT',
        'the idempotency key belongs to a task that is another one',
        { hint: 'Give each task a key of its own, and a repetition the same body.' },
      );
    case 'full':
      throw new HttpProblem('QUEUE_FULL', 'too many tasks wait already', { retryAfter: 5 });
  }
}

/** Only its digest is kept. */
function keyOf(context: Context): string | undefined {
  const key = context.req.header('idempotency-key');
  return key === undefined || key === '' ? undefined : digest(key);
}

async function taskOf(context: Context, { queue }: ServiceParts): Promise<StoredTask> {
  const id = context.req.param('id') ?? '';
  const task = /^[\w-]{1,64}$/.test(id) ? await queue.get(id) : undefined;
  if (task === undefined) throw unknownTask();
  return task;
}

function unknownTask(): HttpProblem {
  return new HttpProblem('NOT_FOUND', 'there is no such task');
}
