import type { ServiceAddress } from './service-address.ts';

/** What `aqe gate` was asked for. Times in milliseconds. */
export interface GateOptions {
  readonly target?: readonly ServiceAddress[] | undefined;
  readonly for?: number | undefined;
  readonly interval: number;
  readonly prometheus?: string | undefined;
  readonly window: number;
  readonly tests?: string | undefined;
  readonly timeout: number;
  readonly audit?: string | undefined;
  readonly docs?: readonly string[] | undefined;
  readonly labels?: string | undefined;
  readonly tiers?: readonly string[] | undefined;
  readonly baseline?: string | undefined;
  readonly arms?: string | undefined;
  readonly replicas?: number | undefined;
  readonly format: 'table' | 'json' | 'md';
  readonly config?: string | undefined;
}
