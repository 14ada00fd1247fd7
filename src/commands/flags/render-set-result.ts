import type { ChalkInstance } from 'chalk';
import { renderFlags } from '../../report/flags/render-flags.ts';
import type { SetResult } from './set-flags.ts';

/** What became of the flags, for people. */
export function renderSetResult(result: SetResult, style: ChalkInstance): string {
  const first =
    result.status === 'changed'
      ? `Changed: generation ${result.generation}.`
      : 'The store says so already; nothing was changed.';
  return [first, ...waitLines(result), '', renderFlags(result, style)].join('\n');
}

function waitLines({ wait, replicas }: SetResult): readonly string[] {
  if (wait === null) return [];
  const have = replicas.filter(({ current }) => current).length;
  const seconds = (wait.ms / 1000).toFixed(1);
  switch (wait.outcome) {
    case 'all': {
      return replicas.length === 0
        ? ['No replica is running: there is nobody to wait for.']
        : [`${everyOne(replicas)} it, after ${seconds} s.`];
    }
    case 'pinned': {
      return [`${everyOne(replicas)} it, and an environment pins the flag to something else.`];
    }
    case 'late': {
      return [`${have} of ${replicas.length} replicas have it after ${seconds} s.`];
    }
  }
}

function everyOne({ length }: SetResult['replicas']): string {
  return length === 1 ? 'The only replica has' : `All ${length} replicas have`;
}
