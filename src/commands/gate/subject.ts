import type { Context } from '../../cli/context.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import { lazily } from '../../core/lazily.ts';
import type { Subject } from '../../rollout/gate/subject.ts';
import { readAccuracy } from './accuracy.ts';
import { readCanary } from './canary.ts';
import { readFleet } from './fleet.ts';
import type { GateDesk } from './gate-desk.ts';
import type { GateOptions } from './gate-options.ts';
import { findBooked, findSavings } from './money.ts';
import { runAudit, runTests } from './programs.ts';
import { readConfigState, readPages } from './project.ts';
import { readReplicas } from './replicas.ts';
import { readSatisfaction } from './satisfaction.ts';
import { readChanges, readSignatures } from './trail.ts';

/** Lends what gates look at; everything is read when it is asked for, once. */
export async function withSubject<T>(
  context: Context,
  options: GateOptions,
  work: (subject: Subject) => Promise<T>,
): Promise<T> {
  const { files, env, dotEnv, cwd, clock, ports } = context;
  const settings = lazily(async () => loadSettings({ files, file: options.config, env, dotEnv }));
  const opened: FleetStore[] = [];
  const store = lazily(async () => {
    const target = storeTarget((await settings()).settings.database);
    const one = await ports.store(target, { cwd, absent: 'empty' });
    opened.push(one);
    return one;
  });
  try {
    const now = clock.now().getTime();
    return await work(subjectOf({ context, options, now, settings, store }));
  } finally {
    await Promise.all(opened.map(async (one) => one.close()));
  }
}

function subjectOf(desk: GateDesk): Subject {
  return {
    now: desk.now,
    tests: lazily(async () => runTests(desk, {})),
    testsWithoutFeatures: lazily(async () =>
      runTests(desk, { FEATURE_MULTI_MODEL_ROUTER: 'false', FEATURE_STREAMING: 'false' }),
    ),
    config: lazily(async () => readConfigState(desk)),
    weaknesses: lazily(async () => runAudit(desk)),
    pages: lazily(async () => readPages(desk)),
    fleet: lazily(async () => readFleet(desk)),
    replicas: lazily(async () => readReplicas(desk)),
    savings: lazily(async () => findSavings(desk)),
    accuracy: lazily(async () => readAccuracy(desk)),
    canary: lazily(async () => readCanary(desk)),
    changes: async (sinceMs) => readChanges(desk, sinceMs),
    booked: lazily(async () => findBooked(desk)),
    satisfaction: lazily(async () => readSatisfaction(desk)),
    signatures: async (gate) => readSignatures(desk, gate),
  };
}
