import type { TokenPrices } from '../../core/cost/catalogue.ts';
import { atPrices } from '../../core/cost/cost-of.ts';
import type { Comparison, PriceDifference } from './costs-report.ts';
import { money } from '../money.ts';
import type { Tally } from './tally.ts';

/**
 * The tokens of the answers at other prices. Everything that was spent is on our side; on the other only what gave an answer:
 * no failed attempt, no answer after one that was not accepted, no charge without tokens. So the savings are never larger than they can be shown to be.
 */
export function compare({ cost, estimatedCost, answers }: Tally, prices: TokenPrices): Comparison {
  const measured = atPrices(prices, answers.measured);
  const estimated = atPrices(prices, answers.estimated);
  return {
    measured: difference(cost - estimatedCost, measured),
    estimated: difference(estimatedCost, estimated),
    total: difference(cost, measured + estimated),
  };
}

function difference(cost: number, baselineCost: number): PriceDifference {
  return {
    cost: money(cost),
    baselineCost: money(baselineCost),
    saved: money(baselineCost - cost),
  };
}
