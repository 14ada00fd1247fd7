import type { ConfigDocument } from '../document/parse.ts';
import { secretFormsIn } from './secret-forms.ts';
import { isSecretName, SECRET_NAME } from './secret-path.ts';
import { applyEdits } from '../document/splice.ts';
import type { Range } from '../document/tree.ts';
import { type Visit, visits } from '../document/visit.ts';

/** Names of secrets in a text that does not parse: all that follows on the line, and lines that are further in. */
const secretLine = new RegExp(
  `^([ \\t]*)(?:- )?[^\\n#]*?${SECRET_NAME}["']?[ \\t]*:[ \\t]*(\\S[^\\n]*(?:\\n\\1[ \\t]+[^\\n]*)*)`,
  'gim',
);
/** A shorter text would be found in many places by chance. */
const MIN_REPEATED_LENGTH = 6;
/** Each costs a pass over the text. */
const MAX_SEARCHED_VALUES = 50;

/** What may be printed of a file with secrets. */
export interface SecretMask {
  /** The file's text; each secret is replaced by as many asterisks, so that lines and columns stay. */
  readonly text: string;
  /** A message about the file, without the secrets that it may quote. */
  redact(message: string): string;
}

/**
 * Hides the secrets of a text: by their form, and by the names of their keys.
 * @param document the parsed document; without one, names are searched line by line
 */
export function secretMask(
  text: string,
  document: Pick<ConfigDocument, 'root' | 'text'> | undefined,
): SecretMask {
  const named = document === undefined ? namedLines(text) : namedValues(document);
  const values = new Set(
    [...secretFormsIn(text), ...named]
      .map(({ start, end }) => text.slice(start, end).replaceAll(/^["'\s]+|["'\s]+$/g, ''))
      .filter((value) => value.length >= MIN_REPEATED_LENGTH),
  );
  const searched = [...values].slice(0, MAX_SEARCHED_VALUES);
  const redact = (message: string): string =>
    hideValues(hide(message, secretFormsIn(message)), { values, searched });
  return { text: redact(hide(text, named)), redact };
}

/** Where a secret stands again: the first ones are searched in any surroundings, all of them as words. */
function hideValues(
  text: string,
  {
    values,
    searched,
  }: { readonly values: ReadonlySet<string>; readonly searched: readonly string[] },
): string {
  const words = text.replaceAll(/[^\s"'`,;()[\]{}]+/g, (word) =>
    values.has(word) ? asterisks(word) : word,
  );
  return searched.reduce((shown, value) => shown.replaceAll(value, asterisks), words);
}

/** What stands under the name of a secret, at any depth. */
function namedValues(document: Pick<ConfigDocument, 'root' | 'text'>): Range[] {
  const secret = new Set<Visit>();
  return visits(document).flatMap((visit) => {
    const { node, part, parent } = visit;
    if (!isSecretName(part) && (parent === undefined || !secret.has(parent))) return [];
    secret.add(visit);
    return node.kind === 'scalar' ? [node] : [];
  });
}

function namedLines(text: string): Range[] {
  return Array.from(text.matchAll(secretLine), (match) => {
    const end = match.index + match[0].length;
    return { start: end - (match[2] ?? '').length, end };
  });
}

function hide(text: string, spans: readonly Range[]): string {
  return applyEdits(
    text,
    spans.map(({ start, end }) => ({ start, end, text: asterisks(text.slice(start, end)) })),
  );
}

function asterisks(secret: string): string {
  return secret.replaceAll(/\S/g, '*');
}
