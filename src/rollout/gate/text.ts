const NUMBER = new Intl.NumberFormat('en-US');
const MEBIBYTE = 1_048_576;

/** `1,250`. */
export function count(value: number): string {
  return NUMBER.format(value);
}

/** `1 task`, `1,250 tasks`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A share: `0.05 %`, `96.4 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3))} %`;
}

/** Milliseconds: `480 ms`, `1.8 s`. */
export function time(ms: number): string {
  return ms < 1000 ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
}

/** Bytes: `550 MB`. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MB`;
}

/** Nano-dollars: `$1.20`. */
export function usd(nano: number): string {
  const dollars = nano / 1e9;
  return `$${dollars >= 1 ? dollars.toFixed(2) : String(Number(dollars.toPrecision(3)))}`;
}
