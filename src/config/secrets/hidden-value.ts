import { secretFormsIn } from './secret-forms.ts';

/** What is shown in place of a secret; it says nothing about the secret's length. */
export const HIDDEN = '(set, hidden)';

const loginInUrl = /\b[a-z][a-z\d+.-]*:\/\/[^\s/@]+@/i;

/** Whether a text has the form of a secret, or a user name and password in an address. */
export function looksSecret(text: string): boolean {
  return secretFormsIn(text).length > 0 || loginInUrl.test(text);
}

/** The value as it may be shown. Nothing at all is no secret. */
export function hideSecret(value: unknown, secret: boolean): unknown {
  if (value === null || value === undefined || value === '') return value;
  return secret || holdsSecret(value) ? HIDDEN : value;
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return typeof value === 'string' && looksSecret(value);
}
