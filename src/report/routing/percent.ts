/** A share of 0 to 1 with one decimal: `92.5 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
