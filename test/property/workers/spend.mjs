// Spends from a budget until it is told to stop, and writes down what it does before and after. Started by spending-processes.ts.
import { appendFileSync } from 'node:fs';

const { module, open, options, seed, calls, log, request } = JSON.parse(process.argv[2]);
const { seededRandom } = await import('../../../dist/core/random.js');
const random = seededRandom('spender', seed);
const { [open]: openStore } = await import(module);
const store = await openStore(options);

const note = (what) => {
  appendFileSync(log, `${JSON.stringify(what)}\n`);
};

for (let n = 0; n < calls; n += 1) {
  const id = `${seed}-${n}`;
  const amount = 1 + Math.floor(random() * 1000);
  const cost = Math.floor(random() * (amount + 1));
  note({ kind: 'wanted', id, amount });
  const call = { ...request.call, taskId: `task-${seed}-${n % 7}` };
  const { kind } = await store.reserve({ ...request, id, amount, call, now: Date.now() });
  note({ kind, id });
  if (kind === 'refused') continue;
  if (random() < 0.2) await store.renew(id, Date.now() + request.leaseMs);
  // One in twenty is never settled: its lease runs out.
  if (random() < 0.05) continue;
  note({ kind: 'ending', id, cost });
  const { usage } = request;
  const outcome = random() < 0.8 ? 'succeeded' : 'failed';
  await store.settle({ id, now: Date.now(), cost, usage, basis: 'measured', outcome });
  note({ kind: 'settled', id, cost });
}
await store.close();
