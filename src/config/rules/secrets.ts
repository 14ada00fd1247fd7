import type { Finding } from '../validate/finding.ts';
import { findingOn } from '../validate/finding-at.ts';
import { secretKeys } from '../schema/schema-keys.ts';
import { secretFormsIn } from '../secrets/secret-forms.ts';
import { formatPath, spanOf } from '../document/span.ts';
import type { Range } from '../document/tree.ts';
import { valueAt } from '../values.ts';
import { pathOf, type Visit } from '../document/visit.ts';
import type { RuleInput } from './rule.ts';

/** Secrets under the keys that are made for them, and whatever looks like one anywhere, comments included. */
export function secrets(input: RuleInput): Finding[] {
  const named = namedSecrets(input);
  const places = named.map(({ range }) => range);
  const forms = secretFormsIn(input.document.text).filter(
    (form) => !places.some((range) => range.start <= form.start && form.end <= range.end),
  );
  const scalars = input.visits.filter(({ node }) => node.kind === 'scalar');
  return [
    ...named.map(({ finding }) => finding),
    ...forms.map((form) =>
      findingOn(input.document, form, {
        code: 'secret-in-file',
        path: enclosingPath(scalars, form),
        message: `this looks like ${form.name}`,
        hint: 'Remove it from the file and renew it: whoever has the file has the secret.',
      }),
    ),
  ];
}

function namedSecrets({
  document,
  value,
  version,
}: RuleInput): { finding: Finding; range: Range }[] {
  return secretKeys(version).flatMap(({ path, env }) => {
    const secret = valueAt(value, path);
    const range = spanOf(document, path)?.value;
    if (range === undefined || !isLiteral(secret)) return [];
    const instead = env === undefined ? '' : ` and set ${env} in the environment`;
    const finding = findingOn(document, range, {
      code: 'secret-in-file',
      path,
      message: `${formatPath(path)} holds a secret`,
      hint: `Remove it here${instead}; renew it when the file was shared.`,
    });
    return [{ finding, range }];
  });
}

/** A variable that is not expanded is another finding, and no secret. */
function isLiteral(value: unknown): boolean {
  if (typeof value === 'number') return true;
  return typeof value === 'string' && value.trim() !== '' && !/^\$\{\w+\}$/.test(value.trim());
}

/** The path of the value that a place is in. The values stand in the order of the text. */
function enclosingPath(scalars: readonly Visit[], { start }: Range): ReturnType<typeof pathOf> {
  let low = 0;
  let high = scalars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scalars[middle]?.node.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const visit = scalars[low - 1];
  return visit === undefined || visit.node.end <= start ? [] : pathOf(visit);
}
