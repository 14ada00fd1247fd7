import {
  type ConfigDocument,
  MAX_CONFIG_BYTES,
  parseConfig,
  parseText,
} from '../../config/document/parse.ts';
import { secretMask } from '../../config/secrets/secret-mask.ts';
import type { Files } from '../../core/ports.ts';
import type { Note, Plan } from '../plan.ts';
import { applyPlan, type Job, requireSameFormat } from './job.ts';
import { planMigration } from './plan-migration.ts';
import { askSecondParser } from './second-opinion.ts';
import type { MigrateOptions } from './step.ts';

/** What a migration needs from outside. */
export interface MigrationPorts {
  readonly files: Files;
  /** Reads standard input, refusing more than `limit` bytes. */
  readonly stdin: (limit: number) => Promise<Uint8Array>;
}

/** `write` does it, `preview` shows the difference, `check` only tells whether it is needed. */
export type MigrationMode = 'write' | 'preview' | 'check';

/** How a migration ended; the value that `--json` prints. */
export interface MigrationReport {
  readonly source: string;
  readonly target: string;
  readonly status:
    | 'migrated'
    | 'already-1.0.5'
    | 'up-to-date'
    | 'needed'
    | 'preview'
    | 'undone'
    | 'target-removed'
    | 'nothing-to-undo';
  /** True when bytes were changed, or would be without `--dry-run` or `--check`. */
  readonly changed: boolean;
  readonly notes: readonly Note[];
  /** Where the former file is kept. */
  readonly backup?: string;
  /** Unified diff with secrets masked; with `--dry-run`. */
  readonly diff?: string;
  /** The new file, when it goes to standard output. */
  readonly text?: string;
}

/**
 * Migrates one configuration file.
 * @throws AqeError see planMigration, parseConfig and Files
 */
export async function migrateConfig(
  ports: MigrationPorts,
  job: Job,
  options: MigrateOptions & { readonly mode: MigrationMode; readonly force: boolean },
): Promise<MigrationReport> {
  const bytes = await readSource(ports, job.source);
  const document = await parseConfig(bytes, job.source === '-' ? '<stdin>' : job.source);
  requireSameFormat(document, job);
  const plan = planMigration(document, options);
  if (plan.changed) await askSecondParser(document, plan.text, plan.changes);
  const base = { ...job, notes: plan.notes, changed: plan.changed };
  if (options.mode === 'check') {
    return { ...base, status: plan.changed ? 'needed' : 'already-1.0.5' };
  }
  if (options.mode === 'preview') {
    return { ...base, status: 'preview', diff: await diffOf(document, job, plan.text) };
  }
  const status = plan.changed ? 'migrated' : 'already-1.0.5';
  if (job.target === '-') return { ...base, status, text: textOf(document, plan) };
  if (!plan.changed) return { ...base, status };
  const { force } = options;
  const applied = await applyPlan(ports.files, job, { document, plan, bytes, force });
  return { ...base, ...applied };
}

async function readSource({ files, stdin }: MigrationPorts, source: string): Promise<Uint8Array> {
  return source === '-' ? stdin(MAX_CONFIG_BYTES) : files.read(source, MAX_CONFIG_BYTES);
}

function textOf(document: ConfigDocument, plan: Plan): string {
  return (document.bom ? '\uFEFF' : '') + plan.text;
}

/** The difference as a unified diff that may be shown to anybody. */
export async function diffOf(document: ConfigDocument, job: Job, text: string): Promise<string> {
  if (text === document.text) return '';
  const { unifiedDiff } = await import('../unified-diff.ts');
  const before = secretMask(document.text, document);
  const after = secretMask(text, parseText({ ...document, text }));
  // A key that stands in the old file only may still be quoted in a comment of the new one.
  return unifiedDiff({
    oldName: job.source,
    newName: job.target,
    before: before.text,
    after: before.redact(after.text),
  });
}
