/** How many decimals the longest of the amounts has. */
export function mostDecimals(amounts: readonly string[]): number {
  return Math.max(0, ...amounts.map(decimals));
}

/** An amount with zeros up to so many decimals: points stand below each other then, and nothing is rounded. */
export function padDecimals(amount: string, digits: number): string {
  return amount + '0'.repeat(Math.max(0, digits - decimals(amount)));
}

function decimals(amount: string): number {
  return amount.length - 1 - amount.lastIndexOf('.');
}
