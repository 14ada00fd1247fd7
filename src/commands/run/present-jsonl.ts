import type { Context } from '../../cli/context.ts';
import type { RunEvent } from '../../fleet/run-event.ts';
import type { Presenter } from './presenter.ts';

/** Every event as one line of JSON. */
export function presentJsonl({ stdout }: Pick<Context, 'stdout'>): Presenter {
  return {
    show: (event) => {
      stdout.write(`${JSON.stringify(asData(event))}\n`);
    },
    end: () => undefined,
  };
}

/** An error has no form in JSON; its message is in the event already. */
function asData(event: RunEvent): object {
  if (event.type !== 'failed') return event;
  const { cause: _cause, ...data } = event;
  return data;
}
