import type { Range } from '../document/tree.ts';

/** What known kinds of secrets look like, wherever they stand; comments included. */
const secretForms: readonly { readonly name: string; readonly form: RegExp }[] = [
  { name: 'an API key', form: /\bsk-[\w-]{8,}/g },
  { name: 'an AWS access key', form: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { name: 'a GitHub token', form: /\b(?:gh[oprsu]_\w{20,}|github_pat_\w{20,})/g },
  {
    name: 'a private key',
    form: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  },
  { name: 'a bearer token', form: /\bbearer\s+[\w.~+/-]{16,}=*/gi },
  { name: 'a JSON Web Token', form: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
];

/** A place that looks like a secret. */
export interface SecretForm extends Range {
  /** For people: "an API key". */
  readonly name: string;
}

/** Everything in the text that has the form of a secret, in the order of the text, without overlaps. */
export function secretFormsIn(text: string): SecretForm[] {
  const found = secretForms
    .flatMap(({ name, form }) =>
      Array.from(text.matchAll(form), (match) => ({
        name,
        start: match.index,
        end: match.index + match[0].length,
      })),
    )
    .toSorted((a, b) => a.start - b.start);
  return found.filter((span, index) => {
    const before = found[index - 1];
    return before === undefined || before.end <= span.start;
  });
}
