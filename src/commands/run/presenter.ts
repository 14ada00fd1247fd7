import type { RunEvent } from '../../fleet/run-event.ts';

/** Shows a run while it happens. */
export interface Presenter {
  /** Sees every event, in order. */
  show(event: RunEvent): void;
  /** The run is over, however it ended; nothing may be left on the screen that would be in the way. */
  end(): void;
}
