import type { RouterSettings } from './routed-model.ts';
import { textHash } from './text-hash.ts';

const known = new WeakMap<RouterSettings, string>();

/** Identifies settings by their content: 16 hexadecimal digits, the same whatever the order of keys. Not for secrets. */
export function settingsHash(settings: RouterSettings): string {
  const before = known.get(settings);
  if (before !== undefined) return before;
  const hash = textHash(canonical(settings));
  known.set(settings, hash);
  return hash;
}

/** JSON with sorted keys; what is undefined is left out. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
