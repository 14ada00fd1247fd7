const WHOLE = 1000;

/**
 * Parts of a whole in tenths of a percent that add up to exactly 1000, by largest remainders.
 * @returns undefined where shares mean nothing: a part is negative, or all are 0
 */
export function sharesPerMille(parts: readonly number[]): readonly number[] | undefined {
  const sum = parts.reduce((total, part) => total + part, 0);
  if (sum <= 0 || parts.some((part) => part < 0)) return undefined;
  const exact = parts.map((part) => (part / sum) * WHOLE);
  const floors = exact.map(Math.floor);
  const missing = WHOLE - floors.reduce((total, floor) => total + floor, 0);
  const remainder = (index: number): number => (exact[index] ?? 0) - (floors[index] ?? 0);
  const raised = new Set(
    [...parts.keys()].toSorted((a, b) => remainder(b) - remainder(a)).slice(0, missing),
  );
  return floors.map((floor, index) => floor + (raised.has(index) ? 1 : 0));
}

/** Tenths of a percent as text: 123 is `12.3 %`. What is there is never shown as nothing, and not all of it never as everything. */
export function formatShare(perMille: number, { part, whole }: PartOfWhole): string {
  if (part > 0 && perMille <= 0) return '<0.1 %';
  if (part < whole && perMille >= WHOLE) return '>99.9 %';
  return `${(perMille / 10).toFixed(1)} %`;
}

interface PartOfWhole {
  readonly part: number;
  readonly whole: number;
}

/** A part of a whole as text; undefined when there is no whole. */
export function percentOf({ part, whole }: PartOfWhole): string | undefined {
  return whole <= 0 ? undefined : formatShare(Math.round((part / whole) * WHOLE), { part, whole });
}
