import type { Context } from '../../cli/context.ts';
import type { TaskPlan } from '../../fleet/plan-task.ts';
import { costSoFarOf } from './cost-so-far.ts';
import type { Presenter } from './presenter.ts';
import { verdictLine } from './verdict-line.ts';
import { nextStatus, noStatus, statusLine } from './status-line.ts';

/** Shows nothing of the text; a terminal sees how far it is. */
export async function presentQuiet(
  { stderr, reporter }: Context,
  plan: TaskPlan,
): Promise<Presenter> {
  if (stderr.isTTY !== true || reporter.quiet || reporter.json) {
    return {
      show: (event) => {
        if (event.type === 'verdict') reporter.note(verdictLine(event));
      },
      end: () => undefined,
    };
  }
  const { default: ora } = await import('ora');
  const spinner = ora({ text: 'waiting', stream: stderr, discardStdin: false }).start();
  const costSoFar = costSoFarOf(plan);
  let status = noStatus;
  return {
    show: (event) => {
      if (event.type === 'routed' || event.type === 'result') return;
      if (event.type === 'verdict') {
        spinner.stop();
        reporter.note(verdictLine(event));
        spinner.start();
        return;
      }
      status = nextStatus(status, event);
      spinner.text = statusLine(status, costSoFar);
    },
    end: () => {
      spinner.stop();
    },
  };
}
