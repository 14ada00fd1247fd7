import type { CallPorts, ModelCall } from './model-call.ts';
import { ProviderFailure } from './provider.ts';

/** Ends a call from outside of its attempts: its caller, its reader, its deadline. Cheaper than an AbortController, and knows why. */
export class CallStop {
  readonly #release: () => void;
  #onStop: ((failure: ProviderFailure) => void) | undefined;
  #deadlinePassed = false;
  #failure: ProviderFailure | undefined;

  constructor({ signal, deadlineMs }: ModelCall, { scheduler }: CallPorts) {
    const stop = (): void => {
      this.stop('the call was stopped');
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    const cancel =
      deadlineMs === undefined
        ? undefined
        : scheduler.after(deadlineMs, () => {
            this.#deadlinePassed = this.#failure === undefined;
            this.stop(`no whole answer within ${deadlineMs} ms`);
          });
    this.#release = () => {
      signal.removeEventListener('abort', stop);
      cancel?.();
    };
  }

  /** Why it was stopped: `aborted`; undefined while it goes on. */
  get failure(): ProviderFailure | undefined {
    return this.#failure;
  }

  get deadlinePassed(): boolean {
    return this.#deadlinePassed;
  }

  /** The first one counts. */
  stop(why: string): void {
    if (this.#failure !== undefined) return;
    this.#failure = new ProviderFailure('aborted', why);
    this.#onStop?.(this.#failure);
  }

  /**
   * Calls back when it is stopped from now on. One at a time.
   * @returns takes it back
   */
  onStop(callback: (failure: ProviderFailure) => void): () => void {
    this.#onStop = callback;
    return () => {
      this.#onStop = undefined;
    };
  }

  /** The call has ended by itself. */
  release(): void {
    this.#release();
  }
}
