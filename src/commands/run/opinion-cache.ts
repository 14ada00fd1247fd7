import { join } from 'node:path';
import type { Context } from '../../cli/context.ts';
import type { ModelTier } from '../../core/cost/catalogue.ts';
import type { OpinionPorts } from '../../core/routing/second-opinion.ts';

const MAX_BYTES = 4 * 1_048_576;
/** The oldest go first. */
const MAX_ENTRIES = 10_000;

/** Opinions that are kept from one run to the next. */
export interface OpinionCache {
  readonly entries: OpinionPorts['cache'];
  /** Writes what is new. A cache that cannot be written is no reason to fail. */
  save(): Promise<void>;
}

/** The cache of this user: `$XDG_CACHE_HOME/aqe/opinions.json`, else below `~/.cache`. Without a home it lasts for one run. */
export async function opinionCache({
  env,
  files,
}: Pick<Context, 'env' | 'files'>): Promise<OpinionCache> {
  const path = cachePath(env);
  const known = path === undefined ? new Map<string, ModelTier>() : await read(path, files);
  const before = known.size;
  return {
    entries: known,
    save: async () => {
      if (path === undefined || known.size === before) return;
      const newest = Object.fromEntries([...known].slice(-MAX_ENTRIES));
      const data = new TextEncoder().encode(JSON.stringify(newest));
      await files.write(path, data, { overwrite: true, folders: true }).catch(() => undefined);
    },
  };
}

function cachePath(env: Context['env']): string | undefined {
  const home = env['HOME'] ?? '';
  const folder = env['XDG_CACHE_HOME'] ?? (home === '' ? '' : join(home, '.cache'));
  return folder === '' ? undefined : join(folder, 'aqe', 'opinions.json');
}

/** What cannot be read is asked again. */
async function read(path: string, files: Context['files']): Promise<Map<string, ModelTier>> {
  try {
    const text = new TextDecoder().decode(await files.read(path, MAX_BYTES));
    const value: unknown = JSON.parse(text);
    return new Map(
      Object.entries(Object(value)).flatMap(([key, tier]) => (isTier(tier) ? [[key, tier]] : [])),
    );
  } catch {
    return new Map();
  }
}

function isTier(value: unknown): value is ModelTier {
  return value === 'haiku' || value === 'sonnet' || value === 'opus';
}
