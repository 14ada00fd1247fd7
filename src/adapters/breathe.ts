import { setImmediate } from 'node:timers/promises';
import { AqeError } from '../errors.ts';

/**
 * Lets others run for a moment in long synchronous work.
 * @throws AqeError INTERRUPTED when the signal has aborted
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
}
