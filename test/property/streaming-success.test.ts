import { expect, it } from 'vitest';
import { billFor, callFor, eventsOf, portsTo } from '../helpers/faulty-provider.ts';
import { readText } from '../helpers/model-call.ts';
import { simulated } from '../helpers/simulated.ts';

const RUNS = 2000;
const WORKERS = 16;

/** What the model says to a prompt: every word another one, so that none can be missing or come twice. */
function answerTo(prompt: string): string {
  return Array.from({ length: 10 }, (_, index) => `${prompt} ${index}.`).join(' ');
}

it('gets the whole answer in 99.9 % of 2,000 runs, with faults in 5 % of the calls, and pays what is billed', async () => {
  // Which run a call belongs to, by the number of the call.
  const prompts: string[] = [];
  const simulator = await simulated({
    seed: 11,
    faultRate: 0.05,
    slowFirstTokenMs: 50,
    answer: ({ prompt }) => answerTo(prompt),
    plan: (index, { prompt }) => {
      prompts[index] = prompt;
      return undefined;
    },
  });
  // The shipped settings, 40 times as fast: a stall takes 750 ms.
  const ports = await portsTo(simulator.url, 40);

  const runs = new Map<string, Awaited<ReturnType<typeof eventsOf>>>();
  const waiting = Array.from({ length: RUNS }, (_, run) => `Run ${run}`);
  await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      for (let prompt = waiting.pop(); prompt !== undefined; prompt = waiting.pop()) {
        runs.set(prompt, await eventsOf(callFor(prompt), ports));
      }
    }),
  );
  await simulator.idle();

  const log = simulator.log().toSorted((a, b) => a.index - b.index);
  const faults = log.filter(({ fault }) => fault !== undefined).length;
  const whole = [...runs].filter(
    ([prompt, { events, last }]) =>
      last.type === 'done' && last.text === answerTo(prompt) && readText(events) === last.text,
  ).length;
  process.stdout.write(`whole: ${whole} of ${RUNS}; ${faults} faults in ${log.length} calls\n`);
  expect(faults).toBeGreaterThan(RUNS * 0.04);
  expect(whole / RUNS).toBeGreaterThanOrEqual(0.999);

  const bills = new Map<string, number[]>();
  for (const { index, billed } of log) {
    const prompt = prompts[index] ?? '';
    bills.set(prompt, [...(bills.get(prompt) ?? []), billFor(billed)]);
  }
  for (const [prompt, { last }] of runs) {
    const billed = bills.get(prompt) ?? [];
    expect(last.attempts).toHaveLength(billed.length);
    // What can be known is exact; what cannot is never too little.
    last.attempts.forEach(({ cost, basis }, index) => {
      if (basis === 'measured') expect(cost).toBe(billed[index]);
      else expect(cost, prompt).toBeGreaterThanOrEqual(billed[index] ?? Number.NaN);
    });
  }
});
