import type { ChalkInstance } from 'chalk';
import { oneLine } from '../../report/one-line.ts';
import type { RolloutView } from '../../rollout/stages/rollout-view.ts';
import { renderComparison } from './render-comparison.ts';
import type { HistoryLine, RolloutState } from './rollout-state.ts';

/** How a rollout stands, for people. */
export function renderState(state: RolloutState, style: ChalkInstance): string {
  const { rollout, look, history, commands } = state;
  const blocks = [
    headline(state, style),
    ...(rollout === null ? [] : [stagesText(rollout, style)]),
    ...(commands.length === 0 ? [] : [commands.map((line) => `  $ ${line}`).join('\n')]),
    ...(look === null
      ? []
      : [
          `Look ${look.number}, at ${look.at}:`,
          renderComparison(look.comparison, style).trimEnd(),
        ]),
    ...(history.length === 0 ? [] : [history.map(historyText).join('\n')]),
  ];
  return blocks.join('\n\n');
}

function headline(
  { action, rollout, followed, percent }: RolloutState,
  style: ChalkInstance,
): string {
  if (rollout === null) return 'There was no rollout yet. Start one with: aqe canary start';
  const done = {
    none: '',
    planned: 'Nothing was changed: this is what it would do. ',
    started: `Started: ${rollout.percent} % of the tasks get ${rollout.features.join(' and ')}. `,
    promoted: `Promoted to ${rollout.percent} %. `,
    completed: 'Complete: all tasks have it. ',
    failed: `${style.red('FAIL')}: rolled back, the features are off. `,
    aborted: 'Aborted, the features are off. ',
  }[action];
  const who =
    followed === null || followed.live === 0
      ? ''
      : `${followed.live - followed.late.length} of ${followed.live} replicas have it after ${followed.ms} ms. `;
  const share = percent === null ? '' : `The share is ${percent} %.`;
  const status = action === 'planned' ? '' : statusText(rollout);
  return [`${done}${who}`.trim(), status, share].filter((text) => text !== '').join(' ');
}

function statusText({ status, endReason, startedBy, startedAt }: RolloutView): string {
  const why = endReason === null ? '' : `: ${oneLine(endReason)}`;
  switch (status) {
    case 'running': {
      return `The rollout that ${oneLine(startedBy)} started at ${startedAt} is running.`;
    }
    case 'completed': {
      return 'The rollout is complete.';
    }
    case 'failed': {
      return `The rollout failed${why}.`;
    }
    case 'aborted': {
      return `The rollout was aborted${why}.`;
    }
  }
}

function stagesText(rollout: RolloutView, style: ChalkInstance): string {
  const { stages, stage, status, soakLeftMs, since } = rollout;
  const parts = stages.map((percent, index) => {
    if (index > stage) return style.dim(`${percent} %`);
    const isHere = index === stage && status !== 'completed';
    return isHere ? style.bold(`[${percent} %]`) : style.green(`${percent} %`);
  });
  const left =
    status !== 'running'
      ? ''
      : soakLeftMs > 0
        ? `, in this stage since ${since}, for ${timeText(soakLeftMs)} at least`
        : `, in this stage since ${since}: long enough`;
  return `Stages: ${parts.join(' → ')}${left}`;
}

function historyText({ at, by, action, reason }: HistoryLine): string {
  return `  ${at}  ${action}  ${oneLine(by)}${reason === '' ? '' : `: ${oneLine(reason)}`}`;
}

/** Milliseconds for people: `1 h 20 min`, `12 s`. */
export function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
