import type { ErrorObject } from 'ajv';

/** Keywords that only say that something below them failed. */
const branching = new Set(['anyOf', 'oneOf', 'allOf', 'if']);

/** Of several alternatives only what the nearest one refuses: the others were not meant. */
export function relevantErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const alternatives = new Alternatives(errors);
  const certain: ErrorObject[] = [];
  const below = new Map<ErrorObject, ErrorObject[]>();
  for (const error of errors) {
    const outermost = alternatives.outermostAbove(error);
    if (outermost !== undefined) listIn(below, outermost).push(error);
    else if (isAlternatives(error)) listIn(below, error);
    else if (!branching.has(error.keyword)) certain.push(error);
  }
  return [
    ...certain,
    ...[...below].flatMap(([error, refused]) => nearestAlternative(error, refused)),
  ];
}

/** Failed alternatives by the value that they are about: thousands of values can fail in one file. */
class Alternatives {
  readonly #byPath = new Map<string, ErrorObject[]>();

  constructor(errors: readonly ErrorObject[]) {
    for (const error of errors) {
      if (isAlternatives(error)) listIn(this.#byPath, error.instancePath).push(error);
    }
  }

  /** The outermost ones that an error belongs to. */
  outermostAbove(error: ErrorObject): ErrorObject | undefined {
    const parts = error.instancePath.split('/');
    for (let length = 1; length <= parts.length; length += 1) {
      const candidates = this.#byPath.get(parts.slice(0, length).join('/')) ?? [];
      // Items of a list share their schema's path: only together with the value's path is it one place.
      const above = candidates
        .filter(({ schemaPath }) => error.schemaPath.startsWith(`${schemaPath}/`))
        .toSorted((a, b) => a.schemaPath.length - b.schemaPath.length);
      if (above[0] !== undefined) return above[0];
    }
    return undefined;
  }
}

function isAlternatives({ keyword }: ErrorObject): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf';
}

function listIn<Key>(lists: Map<Key, ErrorObject[]>, key: Key): ErrorObject[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** What the first alternative whose type fits refuses; when none fits, all types that would. */
function nearestAlternative(
  alternatives: ErrorObject,
  below: readonly ErrorObject[],
): ErrorObject[] {
  const numberOf = ({ schemaPath }: ErrorObject): string =>
    schemaPath.slice(alternatives.schemaPath.length + 1).split('/')[0] ?? '';
  const wrongTypes = below.filter(
    ({ keyword, instancePath }) => keyword === 'type' && instancePath === alternatives.instancePath,
  );
  const misfits = new Set(wrongTypes.map(numberOf));
  const fitting = below.filter((error) => !misfits.has(numberOf(error)));
  const [first] = fitting;
  if (first !== undefined) {
    return relevantErrors(fitting.filter((error) => numberOf(error) === numberOf(first)));
  }
  const [wrong] = wrongTypes;
  if (wrong === undefined) return [alternatives];
  const types = wrongTypes.flatMap(({ params }): unknown => Reflect.get(params, 'type'));
  return [{ ...wrong, params: { type: [...new Set(types)] } }];
}
