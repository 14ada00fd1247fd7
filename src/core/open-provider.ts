import type { AnswerScript } from './simulation.ts';
import type { Provider } from './streaming/provider.ts';

/** Who is to answer. */
export type ProviderRequest =
  | {
      readonly kind: 'anthropic';
      /** Never to be shown. */
      readonly apiKey: string | undefined;
      readonly baseUrl: string | undefined;
    }
  /** A simulator inside of this process; `answer` says what it says. */
  | { readonly kind: 'simulator'; readonly answer: AnswerScript };

/** A provider, and how to let go of it. */
export interface OpenProvider {
  readonly provider: Provider;
  close(): Promise<void>;
}
