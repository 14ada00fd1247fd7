import { polynomial } from './polynomial.ts';

/** Stirling's series is exact to the last digits from here on. */
const LARGE = 16;
/** Of 1/x, 1/x³, 1/x⁵, … (Abramowitz and Stegun, 6.1.41), the highest power first. */
const series = [1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/**
 * The natural logarithm of n!.
 * @param n a whole number from 0
 */
export function logFactorial(n: number): number {
  let product = 1;
  let x = n + 1;
  for (; x < LARGE; x += 1) product *= x;
  const stirling =
    (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + polynomial(series, 1 / x ** 2) / x;
  return stirling - Math.log(product);
}

/** The natural logarithm of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
