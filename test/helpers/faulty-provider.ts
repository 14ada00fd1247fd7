import { anthropicProvider } from '../../src/adapters/anthropic/anthropic-provider.ts';
import { systemScheduler } from '../../src/adapters/system-scheduler.ts';
import { costOf } from '../../src/core/cost/cost-of.ts';
import type { TokenUsage } from '../../src/core/cost/token-usage.ts';
import { unrecordedMeter } from '../../src/core/cost/unrecorded-meter.ts';
import type { Scheduler } from '../../src/core/ports.ts';
import { seededRandom } from '../../src/core/random.ts';
import { askModel } from '../../src/core/streaming/ask-model.ts';
import type { CallSettings } from '../../src/core/streaming/call-settings.ts';
import type { DoneEvent, FailedEvent, StreamEvent } from '../../src/core/streaming/events.ts';
import type { CallPorts, ModelCall } from '../../src/core/streaming/model-call.ts';
import { sonnet } from './attempt-plan.ts';
import { modelCall } from './model-call.ts';

/** As shipped. */
export const shipped: CallSettings = {
  bufferSize: 1024,
  backpressureThreshold: 0.8,
  timeoutMs: 30_000,
  maxRetries: 3,
  backoffMs: 1000,
  backoffMultiplier: 2,
};

/** Time that goes so many times faster, so that patience can be tested without any. */
function hastyScheduler(times: number): Scheduler {
  return {
    monotonic: () => systemScheduler.monotonic() * times,
    after: (ms, callback) => systemScheduler.after(ms / times, callback),
  };
}

/** All that a call to a simulator needs; time goes so many times faster. */
export async function portsTo(url: string, times = 20, apiKey = 'key'): Promise<CallPorts> {
  return {
    provider: await anthropicProvider({ apiKey, baseUrl: url, simulated: true }),
    meter: unrecordedMeter({ prices: sonnet.prices, source: 'test' }),
    scheduler: hastyScheduler(times),
    random: seededRandom(7, 'jitter'),
  };
}

/** A call as shipped, to a model with a price. */
export function callFor(prompt: string, changes: Partial<ModelCall> = {}): ModelCall {
  return modelCall({
    model: sonnet,
    settings: shipped,
    request: { system: 'You test.', messages: [{ role: 'user', text: prompt }], maxTokens: 2000 },
    ...changes,
  });
}

/** All events of a call, and the last one. */
export async function eventsOf(
  call: ModelCall,
  ports: CallPorts,
): Promise<{ readonly events: readonly StreamEvent[]; readonly last: DoneEvent | FailedEvent }> {
  const events: StreamEvent[] = [];
  for await (const event of askModel(call, ports)) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'done' && last?.type !== 'failed') throw new Error('it has no end');
  return { events, last };
}

/** What a provider bills for tokens, in nano-dollars. */
export function billFor(usage: TokenUsage): number {
  return costOf(sonnet, usage) ?? Number.NaN;
}
