import { askModel } from '../../src/core/streaming/ask-model.ts';
import type { StreamEvent } from '../../src/core/streaming/events.ts';
import type { ModelCall } from '../../src/core/streaming/model-call.ts';
import { type FailureKind, ProviderFailure } from '../../src/core/streaming/provider.ts';
import { ManualScheduler } from './manual-scheduler.ts';
import { ending, opening, texts } from './model-call.ts';
import { RecordingMeter } from './recording-meter.ts';
import { ScriptedProvider, type Step } from './scripted-provider.ts';

/** A failure in a script. */
export function failing(kind: FailureKind, options = {}): Step {
  return { type: 'throw', error: new ProviderFailure(kind, `it is ${kind}`, options) };
}

/** A script without a fault. */
export const whole: readonly Step[] = [opening, ...texts('Hello', ', ', 'world'), ...ending(3)];

/** All that a call needs; the provider plays a script for each attempt. */
export function stage(...scripts: readonly (readonly Step[])[]) {
  const scheduler = new ManualScheduler();
  const meter = new RecordingMeter();
  const provider = new ScriptedProvider(scheduler, ...scripts);
  return { scheduler, meter, provider, ports: { provider, meter, scheduler, random: half } };
}

function half(): number {
  return 0.5;
}

type Stage = ReturnType<typeof stage>;

/** Reads as fast as events come; the test says how time passes. */
export function play(on: Stage, call: ModelCall) {
  const events: StreamEvent[] = [];
  const reading = (async () => {
    for await (const event of askModel(call, on.ports)) events.push(event);
  })();
  return { events, reading };
}

/** Lets enough time pass for anything to end. */
export async function playToEnd(on: Stage, call: ModelCall): Promise<StreamEvent[]> {
  const { events, reading } = play(on, call);
  await Promise.all([reading, on.scheduler.advance(1_000_000)]);
  return events;
}

/** The names of events. */
export function typesOf(events: readonly StreamEvent[]): string[] {
  return events.map(({ type }) => type);
}
