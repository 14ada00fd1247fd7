/** Numbers from the smallest to the largest, as a copy that is fast to read. */
export function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).toSorted();
}

/**
 * The quantile of type 7, the default of R, NumPy and spreadsheets: linear between the order statistics (R. J. Hyndman and Y. Fan, 1996).
 * @param ascending sorted, at least one number
 * @param probability 0 to 1
 */
export function quantile(ascending: Float64Array, probability: number): number {
  const position = (ascending.length - 1) * probability;
  const index = Math.floor(position);
  return between(ascending, index, position - index);
}

/** A point between an order statistic, counted from 0, and the next one. */
export function between(ascending: Float64Array, index: number, fraction: number): number {
  const low = Number(ascending[index]);
  return fraction === 0 ? low : low + fraction * (Number(ascending[index + 1]) - low);
}

/** The arithmetic mean; NaN without a number. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += Number(values[index]);
  return sum / values.length;
}
