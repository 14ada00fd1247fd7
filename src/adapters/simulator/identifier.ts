import type { Random } from '../../core/random.ts';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';

/** An id as the API forms them: `msg_01…`. */
export function identifier(prefix: string, random: Random): string {
  const letters = Array.from({ length: 22 }, () =>
    alphabet.charAt(Math.floor(random() * alphabet.length)),
  );
  return `${prefix}_01${letters.join('')}`;
}
