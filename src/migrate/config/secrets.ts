import { type ConfigDocument, locate } from '../../config/document/parse.ts';
import type { Range } from '../../config/document/tree.ts';
import { isSecretPath } from '../../config/secrets/secret-path.ts';
import { AqeError } from '../../errors.ts';

/** Shorter values would match by chance. */
const MIN_COMMENT_LENGTH = 4;
/** In the rest of the file a match refuses the migration, so that it has to be a clear one. */
const MIN_REPEATED_LENGTH = 8;

/** The secrets of an `ai` block: texts under keys that are named so, or the block itself when it is a text. */
export function secretsOf(ai: unknown): string[] {
  return typeof ai === 'string' ? textOf(ai) : secretsIn(ai);
}

function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' && isSecretPath([key]) ? textOf(item) : secretsIn(item),
  );
}

/** Nothing for a reference such as `${ANTHROPIC_API_KEY}`, which is no secret. */
function textOf(value: string): string[] {
  const text = value.trim();
  return /^\$\{?\w+\}?$/.test(text) ? [] : [text];
}

/** True for a comment that may hold a key: a known prefix, a name of a secret with a value behind it, or a secret itself. */
export function looksSecret(comment: string, secrets: readonly string[]): boolean {
  return (
    secrets.some((secret) => secret.length >= MIN_COMMENT_LENGTH && comment.includes(secret)) ||
    /\b(?:sk|pk|rk)-[\w-]{8,}/.test(comment) ||
    /(?:api[-_ ]?key|secret|token|password|credential)s?["']?\s*[:=]\s*\S/i.test(comment)
  );
}

/**
 * A secret of the `ai` block must not reach the new file by another way: an alias, a copy, a comment.
 * @param removed the part of the text that goes
 * @throws AqeError MIGRATION_REFUSED
 */
export function refuseRepeatedSecret(
  document: ConfigDocument,
  removed: Range,
  secrets: readonly string[],
): void {
  const offset = secrets
    .filter((secret) => secret.length >= MIN_REPEATED_LENGTH)
    .map((secret) => offsetOutside(document.text, removed, secret))
    .find((at) => at !== undefined);
  if (offset === undefined) return;
  throw new AqeError(
    'MIGRATION_REFUSED',
    'a secret of the `ai` block stands here too, and the new file must not hold it',
    {
      location: locate(document, offset),
      hint: 'Take it out here (ANTHROPIC_API_KEY takes its place), then run the migration again. Nothing was changed.',
    },
  );
}

function offsetOutside(text: string, removed: Range, secret: string): number | undefined {
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    const inside = at >= removed.start && at < removed.end;
    const partOfWord =
      /[\w-]/.test(text[at - 1] ?? '') || /[\w-]/.test(text[at + secret.length] ?? '');
    if (!inside && !partOfWord) return at;
  }
  return undefined;
}
