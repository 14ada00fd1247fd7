import type { Charge, Meter } from './billing.ts';
import { budgetExceeded } from './budget-exceeded.ts';
import { chargeFor } from './charge-for.ts';
import { type FallbackPrices, pricedModel } from './dearest-prices.ts';
import { worstCase } from './worst-case.ts';

/**
 * A meter for fleets that track no costs: it says what attempts cost, and writes nothing.
 * @param limit nano-dollars that all its attempts may cost together; what could cost more is refused with BUDGET_EXCEEDED
 */
export function unrecordedMeter(fallback: FallbackPrices, limit?: number): Meter {
  let spent = 0;
  return {
    open: async (plan) => {
      const model = pricedModel(plan.model, fallback, limit !== undefined);
      const needed = worstCase(plan, model).cost;
      if (limit !== undefined && spent + needed > limit) {
        const key = `task:${plan.call.taskId}`;
        const window = { kind: 'task', key, limit, endsAt: undefined, alertPercents: [] } as const;
        const shortage = { window, state: { key, spent, reserved: 0 }, needed };
        throw budgetExceeded(shortage, undefined);
      }
      let charge: Charge | undefined;
      return {
        reserved: limit === undefined ? 0 : needed,
        settle: async (end) => {
          if (charge === undefined) {
            charge = chargeFor(plan, model, end);
            spent += charge.cost;
          }
          return charge;
        },
      };
    },
  };
}
