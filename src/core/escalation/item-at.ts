/**
 * The item at a position of a list.
 * @throws RangeError when there is none
 */
export function itemAt<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is nothing at ${index}`);
  return found;
}
