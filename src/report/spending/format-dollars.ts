const NANO = 1e9;

/** An amount of nano-dollars for the axis of a chart and for large print: `$1.25`, `$0.0125`, `$1,250`. */
export function formatDollars(nanoUsd: number): string {
  const usd = Math.abs(nanoUsd) / NANO;
  return `${nanoUsd < 0 ? '-' : ''}$${rounded(usd)}`;
}

function rounded(usd: number): string {
  if (usd >= 100) return Math.round(usd).toLocaleString('en-US');
  if (usd >= 0.1) return usd.toFixed(2);
  return usd.toLocaleString('en-US', { maximumSignificantDigits: 3, maximumFractionDigits: 9 });
}
