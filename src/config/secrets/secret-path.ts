import type { Path } from '../document/span.ts';

/** How the names of keys end that hold secrets; a part of a regular expression. */
export const SECRET_NAME =
  '(?:(?:api|access|private)[-_]?key|passw(?:or)?d|passphrase|secret|token|credentials?)';

const secretName = new RegExp(`${SECRET_NAME}$`, 'i');

/** Whether a part of a path is named like a key that holds a secret. */
export function isSecretName(part: string | number | undefined): boolean {
  return typeof part === 'string' && secretName.test(part);
}

/** Whether a key is named like one that holds a secret, or stands below such a key. */
export function isSecretPath(path: Path): boolean {
  return path.some(isSecretName);
}
