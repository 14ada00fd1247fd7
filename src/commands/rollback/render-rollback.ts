import type { ChalkInstance } from 'chalk';
import type { RollbackResult } from './roll-back-flags.ts';

/** What a rollback of flags did, for people. */
export function renderRollback(result: RollbackResult, style: ChalkInstance): string {
  const whom = result.agentType === null ? 'all tasks' : `the tasks of ${result.agentType}`;
  const lines = {
    'rolled-back': `${style.bold('Rolled back')}: no features for ${whom} (generation ${result.generation}).`,
    unchanged: `The store says so already: no features for ${whom} (generation ${result.generation}).`,
    planned: `Nothing was changed: it would switch all features off for ${whom}.`,
  };
  return [lines[result.status], ...abortedText(result), ...followedText(result, style)].join('\n');
}

function abortedText({ abortedRollout, status }: RollbackResult): readonly string[] {
  if (abortedRollout === null) return [];
  return [
    status === 'planned'
      ? 'The rollout that is running would be aborted.'
      : 'The rollout that was running is aborted.',
  ];
}

function followedText({ followed }: RollbackResult, style: ChalkInstance): readonly string[] {
  if (followed === null) return [];
  const { live, late, ms, outcome } = followed;
  if (live === 0) return ['No replica is running: those that start will have it.'];
  const count = `${live - late.length} of ${live} replicas have it`;
  const text = `${count} after ${(ms / 1000).toFixed(2)} s.`;
  return [outcome === 'all' ? style.green(text) : style.red(text)];
}
