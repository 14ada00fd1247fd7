import { type ConfigDocument, MAX_CONFIG_BYTES, parseConfig } from '../../config/document/parse.ts';
import { encodeText } from '../../config/document/text.ts';
import type { Files } from '../../core/ports.ts';
import { holds } from '../config/job.ts';
import { diffOf, type MigrationMode } from '../config/migrate-config.ts';
import { type ConfigPlan, verifiedText } from '../config/plan-migration.ts';
import { requireMigratable } from '../config/refuse.ts';
import { askSecondParser } from '../config/second-opinion.ts';
import type { Note } from '../plan.ts';
import { type ModelKnowledge, refreshIds } from './refresh-ids.ts';
import { refreshPrices } from './refresh-prices.ts';

/** How a refresh ended; the value that `--json` prints. */
export interface RefreshReport {
  readonly file: string;
  readonly status: 'refreshed' | 'up-to-date' | 'needed' | 'preview';
  /** True when bytes were changed, or would be without `--dry-run` or `--check`. */
  readonly changed: boolean;
  /** The day the model data was checked, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly notes: readonly Note[];
  /** Where the former file is kept. */
  readonly backup?: string;
  /** Unified diff with secrets masked; with `--dry-run`. */
  readonly diff?: string;
}

/** What to refresh, and how far to go. */
export interface RefreshOptions extends ModelKnowledge {
  readonly mode: MigrationMode;
  /** False leaves prices alone: those of a contract. */
  readonly prices: boolean;
}

/**
 * Brings the model ids and prices of one configuration up to date. Everything else keeps its bytes.
 * @throws AqeError see parseConfig, planMigration and Files
 */
export async function refreshModels(
  files: Files,
  file: string,
  options: RefreshOptions,
): Promise<RefreshReport> {
  const bytes = await files.read(file, MAX_CONFIG_BYTES);
  const document = await parseConfig(bytes, file);
  const { changed, notes, changes, text } = planRefresh(document, options);
  const base = { file, changed, asOf: options.catalogue.asOf, notes };
  if (changed) await askSecondParser(document, text, changes);
  if (options.mode === 'preview') {
    const diff = await diffOf(document, { source: file, target: file }, text);
    return { ...base, status: 'preview', diff };
  }
  if (!changed) return { ...base, status: 'up-to-date' };
  if (options.mode === 'check') return { ...base, status: 'needed' };
  const backup = await keepFormer(files, { file, bytes });
  await files.write(file, encodeText({ text, bom: document.bom }), { overwrite: true });
  return { ...base, status: 'refreshed', backup };
}

function planRefresh(document: ConfigDocument, options: RefreshOptions): ConfigPlan {
  const fleet = requireMigratable(document);
  const results = [
    { step: 'ids', result: refreshIds(document, options) },
    ...(options.prices ? [{ step: 'prices', result: refreshPrices(document, options) }] : []),
  ];
  const changes = results.flatMap(({ result }) => result.changes);
  const notes = results.flatMap(({ step, result }) =>
    result.notes.map((note): Note => Object.assign({ step }, note)),
  );
  const changed = changes.length > 0;
  const text = changed ? verifiedText(document, fleet, changes) : document.text;
  return { changed, notes, changes, text };
}

/** Keeps the former bytes beside the file: under the first free name, since one file is refreshed again and again. */
async function keepFormer(
  files: Files,
  former: { readonly file: string; readonly bytes: Uint8Array },
  number = 1,
): Promise<string> {
  const { file, bytes } = former;
  const backup = `${file}.backup.models${number === 1 ? '' : `.${number}`}`;
  if (await holds(files, backup, bytes)) return backup;
  if ((await files.info(backup)) !== undefined) return keepFormer(files, former, number + 1);
  const { mode = 0o600 } = (await files.info(file)) ?? {};
  await files.write(backup, bytes, { overwrite: false, mode });
  return backup;
}
