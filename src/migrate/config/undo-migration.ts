import { type ConfigDocument, parseConfig } from '../../config/document/parse.ts';
import { encodeText } from '../../config/document/text.ts';
import type { Files } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import { backupOf, type Job, readIfThere } from './job.ts';
import { diffOf, type MigrationReport } from './migrate-config.ts';
import type { MigrateOptions } from './step.ts';
import { planUndo, type Undo } from './undo.ts';

/** A former version of the source, from wherever it was kept. */
export interface FormerFile {
  /** For messages: the archive or file that holds it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

type UndoOptions = Omit<MigrateOptions, 'models'> & {
  /** Asked only when there is no backup beside the file and it cannot be undone without one. */
  readonly archived: () => Promise<readonly FormerFile[]>;
  readonly preview: boolean;
  /** True when the user named a target: then the undo is about that file. */
  readonly targetGiven: boolean;
};

/**
 * Takes a migration back: the source gets its former bytes, or the separate target file goes.
 * @throws AqeError UNDO_REFUSED when what the migration added cannot be told from later edits; FILE_NOT_FOUND
 */
export async function undoMigration(
  files: Files,
  job: Job,
  options: UndoOptions,
): Promise<MigrationReport> {
  if (job.source === '-' || job.target === '-') {
    throw new AqeError('USAGE', '--undo changes files; a standard stream has no former version', {
      hint: 'Name the migrated file.',
    });
  }
  const source = await readRequired(files, job.source);
  if (!options.targetGiven) {
    const { undo, backup } = await planFromBackups(files, source, options);
    if (undo.kind !== 'nothing') return undoInPlace(files, { source, backup, undo, ...options });
  }
  const target = job.target === job.source ? undefined : await readIfThere(files, job.target);
  if (target === undefined) {
    return { ...job, status: 'nothing-to-undo', changed: false, notes: [] };
  }
  return undoCopy(files, { job, source, target, ...options });
}

interface Found {
  readonly undo: Undo;
  /** Where the former bytes are, if anywhere. */
  readonly backup: string | undefined;
}

/** The backup beside the file decides; without one the file itself may do; else the archives of `aqe backup`. */
async function planFromBackups(
  files: Files,
  source: ConfigDocument,
  options: UndoOptions,
): Promise<Found> {
  const beside = await readIfThere(files, backupOf(source.file));
  const undo = await planUndo(source, beside, options);
  if (beside !== undefined || undo.kind !== 'refuse') return { undo, backup: beside?.file };
  for (const { name, bytes } of await options.archived()) {
    // oxlint-disable-next-line no-await-in-loop -- the first that fits ends the search
    const former = await parseConfig(bytes, source.file).catch(() => undefined);
    // oxlint-disable-next-line no-await-in-loop
    const fromArchive = former && (await planUndo(source, former, options));
    if (fromArchive?.kind === 'restore') return { undo: fromArchive, backup: name };
  }
  return { undo, backup: undefined };
}

async function undoInPlace(
  files: Files,
  {
    source,
    backup,
    undo,
    preview,
  }: { source: ConfigDocument; backup: string | undefined; undo: Undo; preview: boolean },
): Promise<MigrationReport> {
  const { file } = source;
  if (undo.kind === 'refuse') throw refused(file, undo.reason, backup);
  const text = undo.kind === 'nothing' ? source.text : undo.text;
  const job = { source: file, target: file };
  const message =
    undo.kind === 'restore'
      ? 'the former bytes are back'
      : 'the file was edited since: what the migration added is out, the edits stay';
  const report: MigrationReport = {
    ...job,
    status: 'undone',
    changed: true,
    notes: [{ step: 'undo', kind: 'change', message }],
    ...(backup === undefined ? {} : { backup }),
  };
  if (preview) return { ...report, status: 'preview', diff: await diffOf(source, job, text) };
  await files.write(
    file,
    encodeText({ text, bom: undo.kind === 'restore' ? undo.bom : source.bom }),
    { overwrite: true },
  );
  return report;
}

/** The source was never touched: undoing means removing the copy, if it is still what the migration wrote. */
async function undoCopy(
  files: Files,
  {
    job,
    source,
    target,
    ...options
  }: UndoOptions & { job: Job; source: ConfigDocument; target: ConfigDocument },
): Promise<MigrationReport> {
  const undo = await planUndo(target, source, options);
  if (undo.kind !== 'restore') {
    throw refused(
      job.target,
      `it is not (or no longer) what the migration of ${job.source} writes`,
      undefined,
    );
  }
  const message = `${job.target} was just what the migration wrote; ${job.source} was never changed`;
  const notes = [{ step: 'undo', kind: 'change' as const, message }];
  if (options.preview) return { ...job, status: 'preview', changed: true, notes, diff: '' };
  await files.remove(job.target);
  return { ...job, status: 'target-removed', changed: true, notes };
}

async function readRequired(files: Files, file: string): Promise<ConfigDocument> {
  const document = await readIfThere(files, file);
  if (document !== undefined) return document;
  throw new AqeError('FILE_NOT_FOUND', `${file} does not exist, so there is nothing to undo`, {
    hint: 'Name the migrated file, or the source and the target of the migration.',
  });
}

function refused(file: string, reason: string, backup: string | undefined): AqeError {
  const look =
    backup === undefined
      ? 'Compare it with your version control, and take the sections out by hand.'
      : `Compare it with ${backup}, which holds the file from before, and copy that back by hand.`;
  return new AqeError('UNDO_REFUSED', `${file} was left as it is: ${reason}`, { hint: look });
}
