import type { Check, Subject } from '../check.ts';

const name = 'api-key';

/** The provider's key is there and nothing stuck to it when it was copied. It is never shown. */
export function apiKey({ env }: Pick<Subject, 'env'>): Check {
  const key = env['ANTHROPIC_API_KEY'] ?? '';
  if (key === '') return absent();
  if (key.trim() !== key) return mangled('white space');
  if (/^["'`]|["'`]$/.test(key)) return mangled('quotes');
  if (!/^[\x21-\x7e]+$/.test(key)) return mangled('characters that no key has');
  if (key.startsWith('sk-ant-') || hasGateway(env)) {
    return { name, status: 'ok', message: 'ANTHROPIC_API_KEY is set' };
  }
  return {
    name,
    status: 'warning',
    message: 'ANTHROPIC_API_KEY is set but does not look like a key of Anthropic (sk-ant-…)',
    hint: 'Copy it again from the Anthropic console; for a gateway with own keys set ANTHROPIC_BASE_URL too.',
  };
}

function hasGateway(env: Subject['env']): boolean {
  return (env['ANTHROPIC_BASE_URL'] ?? '') !== '';
}

function absent(): Check {
  return {
    name,
    status: 'warning',
    message: 'ANTHROPIC_API_KEY is not set: the built-in simulator will answer, not a model',
    hint: 'Set ANTHROPIC_API_KEY to use real models.',
  };
}

function mangled(what: string): Check {
  return {
    name,
    status: 'failed',
    message: `ANTHROPIC_API_KEY has ${what} in or around it; the provider will refuse it`,
    hint: 'Set it again without them. A .env file needs no quotes around the value.',
  };
}
