import type { Context } from '../../cli/context.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { MemoryEntries } from '../../core/memory/memory-entries.ts';

/** Where the memory is. */
export interface MemoryOptions {
  readonly config?: string | undefined;
  /** A SQLite file, whatever the configuration says. */
  readonly file?: string | undefined;
}

/**
 * Lends the memory to some work, and closes it.
 * @throws AqeError CONFIG_…, STORE_UNAVAILABLE
 */
export async function withMemory<T>(
  context: Context,
  { config, file: filename }: MemoryOptions,
  work: (memory: MemoryEntries, now: number) => Promise<T>,
): Promise<T> {
  const { files, env, dotEnv, cwd, clock, ports } = context;
  const target =
    filename === undefined
      ? storeTarget((await loadSettings({ files, file: config, env, dotEnv })).settings.database)
      : ({ type: 'sqlite', filename } as const);
  const memory = await ports.memory(target, cwd);
  try {
    return await work(memory, clock.now().getTime());
  } finally {
    await memory.close();
  }
}
