import { relative } from 'node:path';
import type { FoundSources } from '../../core/source-ports.ts';
import type { Codebase } from './codebase.ts';
import type { UnchangedFile, UnparsedFile } from './report.ts';

/** What could not be loaded. */
interface NotLoaded {
  readonly unparsed: readonly UnparsedFile[];
  readonly unread: readonly UnchangedFile[];
}

/**
 * Loads every source, one at a time: trees are large, and others get their turn in between.
 * @param onFile called before each file; it may throw to end the run
 */
export async function loadSources<Details>(
  { root, sources }: Pick<FoundSources, 'root' | 'sources'>,
  code: Codebase<Details>,
  onFile: (file: string) => Promise<void>,
): Promise<NotLoaded> {
  const unparsed: UnparsedFile[] = [];
  const unread: UnchangedFile[] = [];
  for (const path of sources) {
    // oxlint-disable-next-line no-await-in-loop
    await onFile(path);
    const loaded = code.load(path);
    const file = relative(root, path);
    if (loaded.kind === 'absent') unread.push({ file, reason: 'it cannot be read' });
    if (loaded.kind !== 'failed') continue;
    const { line, column, message } = loaded.failure;
    unparsed.push({ file, line, column, message });
  }
  return { unparsed, unread };
}
