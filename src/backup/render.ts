import { relative } from 'node:path';
import type { ChalkInstance } from 'chalk';
import type { CreatedBackup } from './create.ts';
import type { ListedBackup } from './list.ts';
import type { RestoredBackup } from './restore.ts';

/** `backup create` as text. */
export function renderCreated(
  { archive, size, entries, snapshot, skipped }: CreatedBackup,
  cwd: string,
): string {
  const rows = entries.map(({ path, kind, size: bytes }) => ['', path, kind, formatSize(bytes)]);
  const left = skipped.map(({ what, reason }) => `  left out: ${what} (${reason})`);
  const note =
    snapshot === 'compacted'
      ? ['  The database was in constant use: the copy has the same content, not the same bytes.']
      : [];
  const head = `${shortPath(archive, cwd)}  ${formatSize(size)}`;
  return [head, ...columns(rows), ...left, ...note].join('\n');
}

/** `backup list` as text. */
export function renderList(
  backups: readonly ListedBackup[],
  { cwd, style }: { readonly cwd: string; readonly style: ChalkInstance },
): string {
  if (backups.length === 0) return '';
  const rows = backups.map((backup) => [
    shortPath(backup.file, cwd),
    backup.createdAt ?? '-',
    backup.aqeVersion ?? '-',
    String(backup.entries.length),
    formatSize(backup.size),
    backup.state === 'ok' ? style.green('ok') : style.red(backup.state),
  ]);
  return columns([['file', 'created', 'aqe', 'files', 'size', 'state'], ...rows]).join('\n');
}

/** `backup restore` as text: the plan, and what became of it. */
export function renderRestored({ archive, changes, outcome }: RestoredBackup, cwd: string): string {
  const rows = changes.map(({ action, path, kind, size }) => [
    `  ${action}`,
    path,
    kind,
    formatSize(size),
  ]);
  const name = shortPath(archive, cwd);
  const ends = {
    restored: `Restored from ${name}.`,
    planned: `Nothing was changed: this is what restoring ${name} would do.`,
    unchanged: `Nothing to do: every file is as in ${name}.`,
    refused: 'Nothing was changed.',
  } as const;
  return [...columns(rows), ends[outcome]].join('\n');
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (index: number): number => Math.max(...rows.map((row) => row[index]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(width(index)))
      .join('  ')
      .trimEnd(),
  );
}

function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}

/** Relative to the working directory where that is no longer. */
function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short !== '' && short.length < path.length ? short : path;
}
