/** Draws a number from [0, 1), each as likely as any other. */
export type Random = () => number;

/**
 * A generator that gives the same numbers for the same seed, on every machine: sfc32, the "small fast counter" generator of
 * C. Doty-Humphrey's PractRand (128 bits of state, period at least 2^32 for every seed), seeded with three FNV-1a hashes. For simulations, jitter and
 * bootstraps; not for secrets.
 * @param seed what tells this sequence from others: `seededRandom(7, 'faults', 12)`
 */
export function seededRandom(...seed: readonly (string | number)[]): Random {
  const text = JSON.stringify(seed);
  const next = sfc32([fnv1a(`a${text}`), fnv1a(`b${text}`), fnv1a(`c${text}`)]);
  return () => next() / 2 ** 32;
}

/** PractRand warms a new generator up this many times. */
const warmUp = 15;

function sfc32(state: readonly [number, number, number]): () => number {
  let [a, b, c] = state;
  let counter = 1;
  const next = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < warmUp; round += 1) next();
  return next;
}

/** 32 bits of any text: the FNV-1a hash of its UTF-16 units, both bytes of each. */
function fnv1a(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01_00_01_93);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01_00_01_93);
  }
  return hash | 0;
}
