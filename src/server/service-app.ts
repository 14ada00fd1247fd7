import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { HttpProblem, problemAnswer } from './http-problem.ts';
import { RateLimiter } from './rate-limit.ts';
import { flagRoutes } from './routes/flag-routes.ts';
import { statusRoutes } from './routes/status-routes.ts';
import { taskRoutes } from './routes/task-routes.ts';
import type { ServiceParts } from './service-parts.ts';

const periods = /^[\w.:-]{1,64}$/;

/** The service as a function of requests; it needs no socket. */
export function serviceApp(parts: ServiceParts): Hono {
  const { guard, log, state } = parts;
  const app = new Hono();
  app.use(requestId({ limitLength: 64 }));
  app.use(secureHeaders());
  app.use(async (context, next) => {
    await next();
    // A connection that is kept would hold a replica that wants to go.
    if (state.draining) context.header('connection', 'close');
  });
  if (guard.origins.length > 0) app.use(crossOrigin(guard.origins));
  app.route('/', statusRoutes(parts));
  app.use('/v1/*', authorization(parts), rateLimit(parts));
  app.route('/v1/tasks', taskRoutes(parts));
  app.route('/v1/flags', flagRoutes(parts));
  app.get('/v1/costs', async (context) => {
    const { period = '7d', by = 'model' } = context.req.query();
    const wellFormed = [period, ...by.split(',')].every((word) => periods.test(word));
    if (!wellFormed) throw new HttpProblem('REQUEST_INVALID', 'period or by is malformed');
    return context.json(await parts.costs({ period, by: by.split(',') }));
  });
  app.notFound((context) => answer(context, new HttpProblem('NOT_FOUND', 'there is nothing here')));
  app.onError((error, context) => {
    const response = answer(context, error);
    if (response.status >= 500) {
      log.error({ err: error, requestId: context.get('requestId') }, 'a request failed');
    }
    return response;
  });
  return app;
}

function answer(context: Context, thrown: unknown): Response {
  const { status, error, retryAfter } = problemAnswer(thrown);
  if (retryAfter !== undefined) context.header('retry-after', String(retryAfter));
  if (status === 401) context.header('www-authenticate', 'Bearer');
  return context.json({ error, requestId: context.get('requestId') ?? null }, status);
}

function crossOrigin(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'last-event-id'],
    exposeHeaders: ['location', 'retry-after', 'x-request-id'],
    maxAge: 600,
  });
}

function authorization({ guard: { token } }: ServiceParts): MiddlewareHandler {
  return async (context, next) => {
    const presented = /^Bearer +(\S{1,1024})$/i.exec(context.req.header('authorization') ?? '');
    if (token !== undefined && !token(presented?.[1] ?? '')) {
      throw new HttpProblem('UNAUTHORIZED', 'the token is missing or wrong', {
        hint: 'Authorization: Bearer <token>',
      });
    }
    await next();
  };
}

function rateLimit({ guard, scheduler }: ServiceParts): MiddlewareHandler {
  const limiter = new RateLimiter(guard.rateLimit);
  return async (context, next) => {
    const waitMs = limiter.take(addressOf(context), scheduler.monotonic());
    if (waitMs !== undefined) {
      const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
      throw new HttpProblem('RATE_LIMITED', 'too many requests', { retryAfter });
    }
    await next();
  };
}

/** Without a socket, as in a test, all callers are one. */
function addressOf(context: Context): string {
  if (!('incoming' in Object(context.env))) return '';
  return getConnInfo(context).remote.address ?? '';
}
