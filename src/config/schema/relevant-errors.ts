import type { ErrorObject } from 'ajv';

/** Keywords that only say that something below them failed. */
const branching = new Set(['anyOf', 'oneOf', 'allOf', 'if']);

/** Nobody reads more at once, and comparing them takes time with the square of their number. */
const MAX_ERRORS = 1000;

/** Of several alternatives only what the nearest one refuses: the others were not meant. */
export function relevantErrors(all: readonly ErrorObject[]): ErrorObject[] {
  const errors = all.slice(0, MAX_ERRORS);
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const outermost = alternatives.filter(
    (error) => !alternatives.some((other) => isBelow(error, other)),
  );
  const certain = errors.filter(
    (error) => !branching.has(error.keyword) && !outermost.some((other) => isBelow(error, other)),
  );
  return [
    ...certain,
    ...outermost.flatMap((error) =>
      nearestAlternative(
        error,
        errors.filter((other) => isBelow(other, error)),
      ),
    ),
  ];
}

/** Items of a list share their schema's path: only together with the value's path is it one place. */
function isBelow(error: ErrorObject, alternatives: ErrorObject): boolean {
  return (
    error.schemaPath.startsWith(`${alternatives.schemaPath}/`) &&
    `${error.instancePath}/`.startsWith(`${alternatives.instancePath}/`)
  );
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
