import type { ChalkInstance } from 'chalk';
import type { FullRollback } from './roll-back-fully.ts';

/** What a full rollback did, for people. */
export function renderFullRollback(result: FullRollback, style: ChalkInstance): string {
  const { status, to, backup, createdAt, safety, commands, ran, health } = result;
  const first = {
    restored: `${style.bold('Rolled back')} to ${to}, from ${backup} of ${createdAt}.`,
    unchanged: `The files are those of ${backup} of ${createdAt} already.`,
    planned: `Nothing was changed: this is what a rollback to ${to} from ${backup} of ${createdAt} would do.`,
  }[status];
  return [
    first,
    ...result.changes.map(({ action, path, kind }) => `  ${action.padEnd(7)}  ${path}  ${kind}`),
    ...(safety === null ? [] : [`What was there is in ${safety}.`]),
    ...(result.switchedOff === true ? ['The features were switched off in the store before.'] : []),
    '',
    ran ? 'In the cluster was run:' : 'In a cluster, run (or call it with --kubectl):',
    ...commands.map((line) => `  $ ${line}`),
    ...health.map(({ url, ok, version, problem }) =>
      ok ? style.green(`${url}: ${version}, well`) : style.red(`${url}: ${problem ?? ''}`),
    ),
  ].join('\n');
}
