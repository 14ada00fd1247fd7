const NUMBER = new Intl.NumberFormat('en-US');

/** A count for people: `1,250`. */
export function countText(count: number): string {
  return NUMBER.format(count);
}

/** A share for people: `2.35 %`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(Math.abs(share) < 0.1 ? 2 : 1)} %`;
}
