import type {
  AttemptEnd,
  AttemptPlan,
  Charge,
  Meter,
  OpenAttempt,
} from '../../src/core/cost/billing.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';

/** Remembers what was held and booked. A token costs a nano-dollar, an attempt holds a thousand. */
export class RecordingMeter implements Meter {
  readonly plans: AttemptPlan[] = [];
  readonly ends: AttemptEnd[] = [];

  async open(plan: AttemptPlan): Promise<OpenAttempt> {
    this.plans.push(plan);
    return { reserved: 1000, settle: async (end) => this.settle(end) };
  }

  async settle(end: AttemptEnd): Promise<Charge> {
    this.ends.push(end);
    if (!end.mayBeBilled) return { cost: 0, usage: noTokens, basis: 'measured' };
    if (end.usage === undefined) return { cost: 1000, usage: noTokens, basis: 'worst-case' };
    const { input, output } = end.usage;
    if (end.usageIsFinal) return { cost: input + output, usage: end.usage, basis: 'measured' };
    const usage = { ...end.usage, output: Math.max(output, end.outputCharacters) };
    return { cost: input + usage.output, usage, basis: 'estimated' };
  }
}
