import { quantile, sorted } from './quantile.ts';

/** A measurement at a time. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** More points are thinned out evenly: pairs grow with the square. */
const MOST = 500;

/**
 * The median of the slopes of all pairs (H. Theil, 1950; P. K. Sen, 1968): a trend that a few outliers do not bend.
 * @returns NaN when no two points differ in x
 */
export function theilSenSlope(points: readonly Point[]): number {
  const step = Math.ceil(points.length / MOST);
  const used = points.filter((_point, index) => index % step === 0);
  const slopes = used.flatMap((a, index) =>
    used
      .slice(index + 1)
      .filter((b) => b.x !== a.x)
      .map((b) => (b.y - a.y) / (b.x - a.x)),
  );
  return quantile(sorted(slopes), 0.5);
}
