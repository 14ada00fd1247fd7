import { valueAt } from '../../config/values.ts';

/** Shorter values would match by chance. */
const MIN_SECRET_LENGTH = 4;

/**
 * True for a comment that may hold a key: a known prefix, a name of a secret with a value behind it, or the very key of
 * the configuration.
 */
export function looksSecret(comment: string, config: unknown): boolean {
  const key = valueAt(config, ['ai', 'apiKey']);
  return (
    (typeof key === 'string' && key.length >= MIN_SECRET_LENGTH && comment.includes(key)) ||
    /\b(?:sk|pk|rk)-[\w-]{8,}/.test(comment) ||
    /(?:api[-_ ]?key|secret|token|password|credential)s?["']?\s*[:=]\s*\S/i.test(comment)
  );
}
