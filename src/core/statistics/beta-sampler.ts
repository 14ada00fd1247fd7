import type { Random } from '../random.ts';

/** Draws from the beta distribution. */
export function betaSampler(random: Random): (a: number, b: number) => number {
  const gamma = gammaSampler(random);
  return (a, b) => {
    const first = gamma(a);
    return first / (first + gamma(b));
  };
}

/** Draws from the gamma distribution of scale 1 and a shape of at least 1 (G. Marsaglia and W. W. Tsang, 2000). */
function gammaSampler(random: Random): (shape: number) => number {
  return (shape) => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal(random);
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
}

/** G. E. P. Box and M. E. Muller, 1958; `1 - random()` is never 0. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
