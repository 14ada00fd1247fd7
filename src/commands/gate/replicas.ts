import { isRecord, valueAt } from '../../config/values.ts';
import { AqeError } from '../../errors.ts';
import type { Found } from '../../rollout/gate/check.ts';
import type { Replicas, ReplicaState } from '../../rollout/gate/subject.ts';
import { find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';
import type { ServiceAddress } from './service-address.ts';

const MAX_BYTES = 4 * 1_048_576;
const PATIENCE_MS = 5000;

/** How the replicas are: by their own `/health`, else by what they report to the store. */
export async function readReplicas(desk: GateDesk): Promise<Found<Replicas>> {
  const { options, now } = desk;
  const { target: targets = [] } = options;
  if (targets.length > 0) {
    return find('/health of the targets', async () => ({
      replicas: await Promise.all(targets.map(async (target) => healthOf(desk, target))),
      generation: undefined,
      expected: options.replicas ?? targets.length,
    }));
  }
  return find("what replicas report to the fleet's store", async () => {
    const store = await desk.store();
    const [flags, live] = await Promise.all([store.flags.read(), store.replicas.live(now)]);
    return {
      replicas: live.map(({ name, version, generation, features, problem }): ReplicaState => ({
        name,
        version,
        generation,
        features: onIn(features),
        problem,
      })),
      generation: flags.generation,
      expected: options.replicas,
    };
  });
}

async function healthOf(
  { context: { ports, signal } }: GateDesk,
  { name, health }: ServiceAddress,
): Promise<ReplicaState> {
  const unwell = { name, version: '?', generation: 0, features: [] };
  try {
    const http = await ports.httpText();
    const text = await http.get(health, { timeoutMs: PATIENCE_MS, limit: MAX_BYTES, signal });
    return stateOf(name, JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return { ...unwell, problem: `${health} is no JSON` };
    if (error instanceof AqeError && error.code !== 'INTERRUPTED') {
      return { ...unwell, problem: error.message };
    }
    throw error;
  }
}

function stateOf(name: string, body: unknown): ReplicaState {
  const status = valueAt(body, ['status']);
  const problem = valueAt(body, ['problem']);
  const why = typeof problem === 'string' ? `: ${problem}` : '';
  return {
    name,
    version: String(valueAt(body, ['version'])),
    generation: Number(valueAt(body, ['generation']) ?? 0),
    features: onIn(valueAt(body, ['features'])),
    problem: status === 'ok' ? undefined : `its status is ${String(status)}${why}`,
  };
}

function onIn(features: unknown): readonly string[] {
  if (!isRecord(features)) return [];
  return Object.entries(features).flatMap(([name, isOn]) => (isOn === true ? [name] : []));
}
