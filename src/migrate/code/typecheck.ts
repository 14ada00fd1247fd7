import type { TypeCheckError } from '../../core/source-ports.ts';

/**
 * The errors of a second check that the first had not, or had less often. Lines do not count: edits move them.
 * Of several equal ones the last are taken for the new ones.
 */
export function newErrors(
  before: readonly TypeCheckError[],
  after: readonly TypeCheckError[],
): readonly TypeCheckError[] {
  const known = new Map<string, number>();
  for (const error of before) known.set(keyOf(error), (known.get(keyOf(error)) ?? 0) + 1);
  return after.filter((error) => {
    const left = known.get(keyOf(error)) ?? 0;
    known.set(keyOf(error), left - 1);
    return left <= 0;
  });
}

function keyOf({ file, code, message }: TypeCheckError): string {
  return [file, code, message].join('\0');
}
