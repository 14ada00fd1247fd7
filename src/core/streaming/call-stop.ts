import { ProviderFailure } from './provider.ts';
import type { CallPorts, ModelCall } from './model-call.ts';

/** Ends a call from outside of its attempts: its caller, its reader, its deadline. */
export class CallStop {
  readonly #controller = new AbortController();
  readonly #release: () => void;
  #deadlinePassed = false;
  #failure: ProviderFailure | undefined;

  constructor({ signal, deadlineMs }: ModelCall, { scheduler }: CallPorts) {
    const abort = (): void => {
      this.abort('the call was stopped');
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const cancel =
      deadlineMs === undefined
        ? undefined
        : scheduler.after(deadlineMs, () => {
            this.#deadlinePassed = this.#failure === undefined;
            this.abort(`no whole answer within ${deadlineMs} ms`);
          });
    this.#release = () => {
      signal.removeEventListener('abort', abort);
      cancel?.();
    };
  }

  /** Its reason is {@link CallStop.failure}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get deadlinePassed(): boolean {
    return this.#deadlinePassed;
  }

  /** Why it was ended; undefined while it goes on. */
  get failure(): ProviderFailure | undefined {
    return this.#failure;
  }

  /** The first one counts. */
  abort(why: string): void {
    this.#failure ??= new ProviderFailure('aborted', why);
    this.#controller.abort(this.#failure);
  }

  /** The call has ended by itself. */
  release(): void {
    this.#release();
  }
}
