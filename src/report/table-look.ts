import type { ChalkInstance } from 'chalk';
import type { BarStyle } from './bar.ts';

/** How a terminal wants a report. */
export interface TableLook {
  readonly style: ChalkInstance;
  readonly bars: BarStyle;
}
