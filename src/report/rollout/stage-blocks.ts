import type { RolloutView } from '../../rollout/stages/rollout-view.ts';
import { type Block, columnsOf, type DataTable } from '../document/document.ts';
import { minuteText } from '../minute-text.ts';

/** How a rollout in stages stands. */
export function stageBlocks(rollout: RolloutView | null): readonly Block[] {
  if (rollout === null) {
    const text = 'There was no rollout in stages yet: aqe canary start begins one.';
    return [{ kind: 'text', text }];
  }
  const table: DataTable = {
    caption: 'Stages',
    columns: columnsOf('#stage', '#share of tasks', 'state'),
    rows: rollout.stages.map((percent, index) => [
      String(index + 1),
      `${percent} %`,
      stageState(rollout, index),
    ]),
  };
  return [
    { kind: 'text', text: rolloutText(rollout) },
    { kind: 'table', table },
  ];
}

/** A rollout in one sentence or two. */
export function rolloutText(rollout: RolloutView): string {
  const { status, features, startedAt, startedBy, startReason, percent } = rollout;
  const why = startReason === null ? '' : ` (${startReason})`;
  const begin = `${startedBy} started it at ${minuteText(startedAt)} UTC${why}, for ${features.join(' and ')}.`;
  return `The rollout ${stateWords[status]} at ${percent} %${endText(rollout)}. ${begin}`;
}

const stateWords: Readonly<Record<RolloutView['status'], string>> = {
  running: 'is running',
  completed: 'is complete',
  failed: 'failed, and was taken back,',
  aborted: 'was aborted',
};

function endText({ endedAt, endedBy, endReason }: RolloutView): string {
  if (endedAt === null) return '';
  const why = endReason === null ? '' : `: ${endReason}`;
  return ` on ${minuteText(endedAt)} UTC by ${endedBy ?? 'unknown'}${why}`;
}

function stageState({ status, stage, since }: RolloutView, index: number): string {
  if (index < stage) return 'passed';
  if (index > stage) return status === 'running' ? 'to come' : 'not reached';
  switch (status) {
    case 'running': {
      return `since ${minuteText(since)} UTC`;
    }
    case 'completed': {
      return 'reached';
    }
    case 'failed': {
      return 'harm was shown';
    }
    case 'aborted': {
      return 'ended by hand';
    }
  }
}
