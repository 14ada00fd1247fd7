import type { Context } from '../../cli/context.ts';
import type { ConfigDocument } from '../../config/document/parse.ts';
import { type Setting, setValues } from '../../config/document/edits/set-value.ts';
import { encodeText } from '../../config/document/text.ts';
import { formatPath } from '../../config/document/span.ts';
import { leafKeys } from '../../config/schema/leaf-keys.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { AqeError } from '../../errors.ts';
import { diffOf } from '../../migrate/config/migrate-config.ts';
import { requireZone } from '../costs/require-zone.ts';
import { budgetFindings } from './budget-findings.ts';

/** What to change. */
export interface ChangeRequest {
  readonly config: string | undefined;
  readonly dryRun: boolean;
  readonly limits: BudgetLimits;
}

/** US dollars and percent; `none` takes a limit away, undefined leaves a setting as it is. */
interface BudgetLimits {
  readonly daily?: number | 'none' | undefined;
  readonly weekly?: number | 'none' | undefined;
  readonly monthly?: number | 'none' | undefined;
  readonly perTask?: number | 'none' | undefined;
  readonly degradeAt?: number | undefined;
  readonly tz?: string | undefined;
}

/** What `aqe budget set --json` prints. */
export interface BudgetChange {
  readonly file: string;
  /** `preview` with `--dry-run`. */
  readonly status: 'changed' | 'unchanged' | 'preview';
  /** Unified diff, secrets masked; empty when nothing changes. */
  readonly diff: string;
  readonly warnings: readonly string[];
}

const section = ['routing', 'costTracking'];
const paths: Readonly<Record<keyof BudgetLimits, readonly string[]>> = {
  daily: [...section, 'budgetLimits', 'daily'],
  weekly: [...section, 'budgetLimits', 'weekly'],
  monthly: [...section, 'budgetLimits', 'monthly'],
  perTask: [...section, 'budgetLimits', 'perTask'],
  degradeAt: [...section, 'degradeAtPercent'],
  tz: [...section, 'timeZone'],
};

/**
 * Plans the change, and writes it unless it is a dry run.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, FILE_…
 */
export async function changeBudget(
  context: Context,
  { config, dryRun, limits }: ChangeRequest,
): Promise<BudgetChange> {
  const settings = settingsOf(limits);
  const { files, env, dotEnv } = context;
  const { path: file, document } = await loadSettings({ files, file: config, env, dotEnv });
  if (document === undefined) throw noFile(file);
  const changed = setValues(document, settings);
  const diff = await diffOf(document, { source: file, target: file }, changed.text);
  const warnings = [...overridden(settings, context), ...(await budgetFindings(context, changed))];
  if (diff === '') return { file, status: 'unchanged', diff, warnings };
  if (dryRun) return { file, status: 'preview', diff, warnings };
  await context.atomically(async () => write(context, file, changed));
  return { file, status: 'changed', diff, warnings };
}

function settingsOf(limits: BudgetLimits): readonly Setting[] {
  if (limits.tz !== undefined) requireZone(limits.tz);
  const keys = ['perTask', 'daily', 'weekly', 'monthly', 'degradeAt', 'tz'] as const;
  const settings = keys.flatMap((key) => {
    const value = limits[key];
    if (value === undefined) return [];
    return [{ path: paths[key], value: value === 'none' ? null : value }];
  });
  if (settings.length > 0) return settings;
  throw new AqeError('USAGE', 'nothing to set', {
    hint: 'Name a limit, as in: aqe budget set --daily 50',
  });
}

function noFile(file: string): AqeError {
  return new AqeError('FILE_NOT_FOUND', `${file} does not exist`, {
    hint: 'A limit is kept in the fleet configuration: name it with --config, or make one.',
  });
}

/** Variables that win over what is written. */
function overridden(settings: readonly Setting[], { env }: Context): readonly string[] {
  const keys = leafKeys('1.0.5');
  return settings.flatMap(({ path }) => {
    const name = formatPath(path);
    const variables = keys.find((key) => formatPath(key.path) === name)?.env ?? [];
    return variables
      .filter((variable) => (env[variable] ?? '') !== '')
      .map(
        (variable) =>
          `${variable}=${env[variable]} in the environment wins over ${name} in the file.`,
      );
  });
}

async function write(
  { files }: Context,
  file: string,
  { text, bom }: ConfigDocument,
): Promise<void> {
  await files.write(file, encodeText({ text, bom }), { overwrite: true });
}
