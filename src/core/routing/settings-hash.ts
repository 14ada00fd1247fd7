import type { RouterSettings } from './routed-model.ts';

const known = new WeakMap<RouterSettings, string>();

/** Identifies settings by their content: 16 hexadecimal digits, the same whatever the order of keys. Not for secrets. */
export function settingsHash(settings: RouterSettings): string {
  const before = known.get(settings);
  if (before !== undefined) return before;
  const text = canonical(settings);
  const hash = hex(fnv1a(text, 0x81_1c_9d_c5)) + hex(fnv1a(text, 0x9e_37_79_b9));
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

/** FNV-1a over UTF-16 units, http://www.isthe.com/chongo/tech/comp/fnv, with the finalizer of MurmurHash3. */
function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
