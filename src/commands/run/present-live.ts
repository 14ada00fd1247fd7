import type { Context } from '../../cli/context.ts';
import { LiveText } from '../../cli/live/live-text.ts';
import type { TaskPlan } from '../../fleet/plan-task.ts';
import type { RunEvent } from '../../fleet/run-event.ts';
import type { Presenter } from './presenter.ts';
import { costSoFarOf } from './cost-so-far.ts';
import { nextStatus, noStatus, statusLine } from './status-line.ts';

/** On a terminal: the text as it comes, and a status line below it. */
export function presentLive({ stdout, stderr, reporter }: Context, plan: TaskPlan): Presenter {
  const shows = stderr.isTTY === true && !reporter.quiet;
  const style = (line: string): string => reporter.err.dim(line);
  const live = new LiveText({ out: stdout, status: shows ? stderr : undefined, style });
  const costSoFar = costSoFarOf(plan);
  let status = noStatus;
  return {
    show: (event) => {
      if (event.type === 'routed' || event.type === 'verdict' || event.type === 'result') return;
      status = nextStatus(status, event);
      showText(event, live, reporter.err.yellow);
      live.status(statusLine(status, costSoFar));
    },
    end: () => {
      live.end();
    },
  };
}

function showText(event: RunEvent, live: LiveText, warn: (text: string) => string): void {
  if (event.type === 'text') live.write(event.text);
  else if ((event.type === 'restart' || event.type === 'fallback') && event.discarded > 0) {
    live.note(warn(`(${event.reason}: the text above does not count; it begins again)`));
  }
}
