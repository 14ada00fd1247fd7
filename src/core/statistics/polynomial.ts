/** Horner's scheme; the coefficient of the highest power comes first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
