import type { Meter } from './billing.ts';
import { chargeFor } from './charge-for.ts';
import { type FallbackPrices, pricedModel } from './dearest-prices.ts';

/** A meter for fleets that track no costs: it says what attempts cost, and holds and writes nothing. */
export function unrecordedMeter(fallback: FallbackPrices): Meter {
  return {
    open: async (plan) => {
      const model = pricedModel(plan.model, fallback, false);
      return { reserved: 0, settle: async (end) => chargeFor(plan, model, end) };
    },
  };
}
