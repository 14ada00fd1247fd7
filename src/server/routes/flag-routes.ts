import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { editFlags, isSameContent } from '../../core/flags/edit-flags.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import { updateFlags } from '../../core/flags/update-flags.ts';
import { type FlagRequest, parseFlagRequest } from '../flag-request.ts';
import { readBody } from '../read-body.ts';
import type { ServiceParts } from '../service-parts.ts';

/** `GET` and `PUT /v1/flags`: the flags of all replicas. */
export function flagRoutes(parts: ServiceParts): Hono {
  const { shared, log, guard } = parts;
  const routes = new Hono();
  routes.get('/', async (context) => context.json(flagsView(await shared.read())));
  routes.put('/', async (context) => {
    const request = parseFlagRequest(await readBody(context, guard.bodyLimit));
    const flags = await change(parts, request);
    log.info(
      { requestId: context.get('requestId'), generation: flags.generation },
      'flags are set',
    );
    return context.json(flagsView(flags));
  });
  return routes;
}

/** Here the change is in force when it is answered; the other replicas follow. */
async function change(
  { shared, reload, clock }: ServiceParts,
  { edit, by, reason }: FlagRequest,
): Promise<SharedFlags> {
  const before = await shared.read();
  if (isSameContent(before, editFlags(before, edit))) return before;
  const flags = await updateFlags(shared, {
    id: randomUUID(),
    update: (content) => editFlags(content, edit),
    at: clock.now().getTime(),
    by,
    reason,
    action: 'flags.set',
  });
  await reload();
  return flags;
}

function flagsView(shared: SharedFlags): object {
  const { generation, flags, agentTypes, rolloutPercent, updatedAt, updatedBy, reason } = shared;
  return {
    generation,
    flags: {
      multiModelRouter: flags.multiModelRouter ?? null,
      streaming: flags.streaming ?? null,
    },
    agentTypes,
    percent: rolloutPercent ?? null,
    updatedAt: generation === 0 ? null : new Date(updatedAt).toISOString(),
    updatedBy: generation === 0 ? null : updatedBy,
    reason: reason === '' ? null : reason,
  };
}
