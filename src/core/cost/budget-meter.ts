import type { AqeError } from '../../errors.ts';
import type { Clock, Scheduler } from '../ports.ts';
import type { AttemptPlan, Charge, Meter, OpenAttempt } from './billing.ts';
import { budgetExceeded } from './budget-exceeded.ts';
import type { BudgetAlert, BudgetStore, BudgetWindow, WindowState } from './budget-store.ts';
import type { BudgetWindows } from './budget-windows.ts';
import { chargeFor } from './charge-for.ts';
import type { PricedModel } from './cost-of.ts';
import { type FallbackPrices, pricedModel } from './dearest-prices.ts';
import { worstCase } from './worst-case.ts';

/** What a budget's meter works with. */
export interface MeterParts {
  readonly store: BudgetStore;
  readonly windows: BudgetWindows;
  readonly fallback: FallbackPrices;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Gives an id that nobody else gives, on any machine. */
  readonly newId: () => string;
  /** Is told when a threshold is reached. */
  readonly onAlert: (alert: BudgetAlert) => void;
}

/** A hold ends so long after its owner was last heard of. */
const LEASE_MS = 60_000;
/** Two renewals may fail before a hold ends. */
const RENEW_MS = 20_000;

/**
 * A meter that holds the worst case of each attempt in the store before it is made, keeps the hold while the attempt lasts, and books the charge afterwards.
 * `open` rejects with AqeError BUDGET_EXCEEDED (see {@link budgetExceeded}), PRICE_UNKNOWN or STORE_…
 */
export function budgetMeter(parts: MeterParts): Meter {
  return { open: async (plan) => open(parts, plan) };
}

async function open(parts: MeterParts, plan: AttemptPlan): Promise<OpenAttempt> {
  const { store, windows, fallback, clock, onAlert } = parts;
  const now = clock.now().getTime();
  const within = windows.at(now, plan.call.taskId);
  const isLimited = within.some(({ limit }) => limit !== undefined);
  const model = pricedModel(plan.model, fallback, isLimited);
  const amount = worstCase(plan, model).cost;
  const id = parts.newId();
  const outcome = await store.reserve({
    id,
    now,
    leaseMs: LEASE_MS,
    amount,
    windows: within,
    call: plan.call,
    modelName: model.name,
    model: model.model,
    provider: model.provider,
    attempt: plan.attempt,
    priceSource: model.priceSource,
  });
  if (outcome.kind === 'refused') throw shortage(parts, outcome, amount);
  outcome.alerts.forEach(onAlert);
  return heldAttempt(parts, { id, plan, model, amount });
}

interface Hold {
  readonly id: string;
  readonly plan: AttemptPlan;
  readonly model: PricedModel;
  readonly amount: number;
}

function heldAttempt(parts: MeterParts, { id, plan, model, amount }: Hold): OpenAttempt {
  const { store, clock, onAlert } = parts;
  const stopRenewing = keepRenewing(parts, id);
  let settled: Promise<Charge> | undefined;
  const settle: OpenAttempt['settle'] = async (end) => {
    const charge = chargeFor(plan, model, end);
    const now = clock.now().getTime();
    // Whether it can be booked or not, nobody needs the hold any longer: at the worst it ends by itself, and is charged.
    stopRenewing();
    const alerts = await store.settle({ id, now, ...charge, outcome: end.outcome });
    alerts.forEach(onAlert);
    return charge;
  };
  return {
    reserved: amount,
    settle: async (end) => {
      settled ??= settle(end);
      try {
        return await settled;
      } catch (error) {
        // The store did not answer: whoever asks again tries again.
        settled = undefined;
        throw error;
      }
    },
  };
}

/** Renews a hold again and again. @returns ends it */
function keepRenewing({ store, clock, scheduler }: MeterParts, id: string): () => void {
  let isOver = false;
  const renew = async (): Promise<void> => {
    try {
      isOver ||= !(await store.renew(id, clock.now().getTime() + LEASE_MS));
    } catch {
      // The store is away for the moment; there is time for another try before the lease ends.
    }
    if (!isOver) cancel = schedule();
  };
  const schedule = (): (() => void) => scheduler.after(RENEW_MS, () => void renew());
  let cancel = schedule();
  return () => {
    isOver = true;
    cancel();
  };
}

function shortage(
  { windows }: MeterParts,
  { window, state }: { readonly window: BudgetWindow; readonly state: WindowState },
  needed: number,
): AqeError {
  const { limit = 0, endsAt } = window;
  const resets = endsAt === undefined ? undefined : windows.describe(endsAt);
  return budgetExceeded({ window: { ...window, limit }, state, needed }, resets);
}
