import { Hono } from 'hono';
import type { ServiceParts } from '../service-parts.ts';

/** `GET /health`, `/ready` and `/metrics`, which probes and scrapers read. */
export function statusRoutes(parts: ServiceParts): Hono {
  const { state, version, flags, replica, log, queue, metrics } = parts;
  const routes = new Hono();
  routes.get('/health', async (context) => {
    const { settings, sources, generation, problem } = flags();
    const replicas = await parts.replicas().catch((error: unknown) => {
      log.error({ err: error }, 'the replicas cannot be read');
      return undefined;
    });
    const works = problem === undefined && replicas !== undefined ? 'ok' : 'degraded';
    return context.json({
      status: state.draining ? 'stopping' : works,
      version,
      features: settings.flags,
      source: sources,
      generation,
      replica,
      replicas: replicas ?? [],
      problem: problem ?? null,
    });
  });
  routes.get('/ready', async (context) => {
    if (state.draining) return context.json({ ready: false, reason: 'stopping' }, 503);
    try {
      await queue.depth();
      return context.json({ ready: true, reason: null });
    } catch (error) {
      log.error({ err: error }, 'not ready');
      return context.json({ ready: false, reason: 'the database does not answer' }, 503);
    }
  });
  routes.get('/metrics', async () => {
    const text = await metrics.text();
    return new Response(text, { headers: { 'content-type': metrics.contentType } });
  });
  return routes;
}
