import type { FaultKind } from '../../core/simulation.ts';
import type { Delivered, Delivery } from './delivery.ts';
import type { Outlet } from './outlet.ts';
import { wireMessage } from './wire.ts';

/** Sends an answer in one piece, after the time that making it takes; a client that goes away in this time stops it. */
export async function deliverPlain(outlet: Outlet, delivery: Delivery): Promise<Delivered> {
  const { fault, latency, answer } = delivery;
  if (fault === 'stall-before-first') {
    await outlet.untilGone();
    return { generated: 0, outcome: 'failed' };
  }
  await outlet.wait(latency.first());
  if (fault === 'cut-before-first') {
    await outlet.cut();
    return { generated: 0, outcome: 'failed' };
  }
  const generated = await generate(outlet, delivery);
  if (generated < answer.outputTokens || outlet.gone) return { generated, outcome: 'aborted' };
  return { generated, outcome: await sendBody(outlet, delivery) };
}

/** @returns the tokens that were made before the end, or before the client went away */
async function generate(outlet: Outlet, { answer, latency }: Delivery): Promise<number> {
  const step = Math.max(16, Math.ceil(answer.outputTokens / 64));
  let made = 0;
  while (made < answer.outputTokens) {
    const tokens = Math.min(step, answer.outputTokens - made);
    // oxlint-disable-next-line no-await-in-loop -- time passes step by step
    await outlet.wait(latency.next(tokens));
    if (outlet.gone) return made;
    made += tokens;
  }
  return made;
}

/** The model has done its work by now: whatever goes wrong here, all of it is billed. */
async function sendBody(outlet: Outlet, delivery: Delivery): Promise<Delivered['outcome']> {
  const body = JSON.stringify(wireMessage(delivery.head, delivery.usage, delivery.answer));
  const headers = { ...delivery.headers, 'content-type': 'application/json' };
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const broken = brokenBody(delivery.fault, body);
  if (broken === undefined) {
    outlet.open(200, { ...headers, ...length });
    outlet.end(body);
    return 'finished';
  }
  // Without a length, a body that ends too early looks like a whole one.
  outlet.open(200, broken.ending === 'end' ? headers : { ...headers, ...length });
  await outlet.send(broken.text);
  if (broken.ending === 'end') outlet.end();
  else if (broken.ending === 'cut') await outlet.cut();
  else await outlet.untilGone();
  return 'failed';
}

/** What is sent instead of the body, and what comes after it. */
interface BrokenBody {
  readonly text: string;
  readonly ending: 'cut' | 'stall' | 'end';
}

function brokenBody(fault: FaultKind | undefined, body: string): BrokenBody | undefined {
  const half = body.slice(0, body.length / 2);
  if (fault === 'cut-mid-text') return { text: half, ending: 'cut' };
  if (fault === 'stall-mid-text') return { text: half, ending: 'stall' };
  if (fault === 'end-without-stop') return { text: half, ending: 'end' };
  if (fault === 'malformed-json') return { text: `${body.slice(0, -1)},]`, ending: 'end' };
  return undefined;
}
