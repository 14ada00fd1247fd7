import type { Context } from '../../cli/context.ts';
import type { Presenter } from './presenter.ts';
import { nextStatus, noStatus, statusLine } from './status-line.ts';

/** Shows nothing of the text; a terminal sees how far it is. */
export async function presentQuiet({ stderr, reporter }: Context): Promise<Presenter> {
  if (stderr.isTTY !== true || reporter.quiet || reporter.json) {
    return { show: () => undefined, end: () => undefined };
  }
  const { default: ora } = await import('ora');
  const spinner = ora({ text: 'waiting', stream: stderr, discardStdin: false }).start();
  let status = noStatus;
  return {
    show: (event) => {
      if (event.type === 'routed' || event.type === 'result') return;
      status = nextStatus(status, event);
      spinner.text = statusLine(status);
    },
    end: () => {
      spinner.stop();
    },
  };
}
