import { createHash, timingSafeEqual } from 'node:crypto';
import { AqeError } from '../errors.ts';

/** Tells whether a token is the one that callers have to present. */
export type TokenCheck = (presented: string) => boolean;

/**
 * Keeps the digest of a token and not the token; a configuration may give the digest only, as `sha256:<64 hexadecimal digits>`.
 * @returns a check that takes as long for every token
 * @throws AqeError CONFIG_INVALID for a digest that is none, and for a token that cannot be a secret
 */
export function tokenCheck(token: string): TokenCheck {
  const expected = digestOf(token);
  return (presented) => timingSafeEqual(sha256(presented), expected);
}

const MIN_LENGTH = 16;

function digestOf(token: string): Buffer {
  const hint =
    'Make one: openssl rand -hex 32. The configuration may hold its digest: sha256:<hex>.';
  if (token.startsWith('sha256:')) {
    const hex = token.slice('sha256:'.length);
    if (/^[\da-f]{64}$/i.test(hex)) return Buffer.from(hex, 'hex');
    throw new AqeError('CONFIG_INVALID', 'security.apiKey is no SHA-256 digest', { hint });
  }
  if (token.length >= MIN_LENGTH && !/\s/.test(token)) return sha256(token);
  const message = `security.apiKey (API_KEY) is shorter than ${MIN_LENGTH} characters, or has blanks in it`;
  throw new AqeError('CONFIG_INVALID', message, { hint });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whether only programs of this host can reach an address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * @throws AqeError USAGE for a service that anybody could reach and use
 */
export function refuseOpenDoor(host: string, token: string | undefined): void {
  if (token !== undefined || isLoopback(host)) return;
  throw new AqeError('USAGE', `without a token the service does not listen on ${host}`, {
    hint: 'Set API_KEY (openssl rand -hex 32), or stay on this host: --host 127.0.0.1',
  });
}
