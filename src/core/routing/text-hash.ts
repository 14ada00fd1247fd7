/** Identifies a text: 16 hexadecimal digits. Not for secrets. */
export function textHash(text: string): string {
  return hex(fnv1a(text, 0x81_1c_9d_c5)) + hex(fnv1a(text, 0x9e_37_79_b9));
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
