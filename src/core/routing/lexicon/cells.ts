/** What stands at a place of a table of 16 bits; 0 outside of it. */
export function cell16(table: Uint16Array, index: number): number {
  return table[index] ?? 0;
}

/** What stands at a place of a table of 32 bits; 0 outside of it. */
export function cell32(table: Int32Array, index: number): number {
  return table[index] ?? 0;
}

/** What stands at a place of a table of numbers; 0 outside of it. */
export function cell64(table: Float64Array, index: number): number {
  return table[index] ?? 0;
}
