import { didYouMean } from '../../config/schema/near-key.ts';
import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import { routerSetup, withModel } from '../../config/settings/router-settings.ts';
import type { Catalogue, TokenPrices } from '../../core/cost/catalogue.ts';
import type { RoutedModel } from '../../core/routing/routed-model.ts';
import { AqeError } from '../../errors.ts';
import type { CostsRequest } from '../../report/costs/build-costs-report.ts';

/** Today's prices: those of the configuration, else those of the catalogue. */
export interface PriceBook {
  /** By the provider's id; undefined when no price is known. */
  readonly of: (model: string) => TokenPrices | undefined;
  /**
   * The model that is compared with, by its name in the configuration, its tier or its id.
   * @throws AqeError USAGE, PRICE_UNKNOWN
   */
  readonly baseline: (name: string) => NonNullable<CostsRequest['baseline']>;
}

/** The prices that a fleet pays. */
export function priceBook({ routing }: FleetSettings, catalogue: Catalogue): PriceBook {
  const { settings } = routerSetup(routing, catalogue);
  return {
    of: (id) =>
      settings.models.find(({ model }) => model === id)?.prices ?? catalogue.find(id)?.prices,
    baseline: (wanted) => {
      const { settings: extended, name } = withModel(settings, wanted, catalogue);
      const found = extended.models.find((model) => model.name === name);
      if (found === undefined) throw unknownModel(wanted, extended.models, catalogue);
      const { prices, model, priceSource } = found;
      if (prices === undefined) throw withoutPrice(model);
      const known = catalogue.find(model);
      const referencePrices = priceSource === catalogue.source && known?.referencePrices === true;
      return { model, prices, priceSource, referencePrices };
    },
  };
}

function unknownModel(
  wanted: string,
  models: readonly RoutedModel[],
  catalogue: Catalogue,
): AqeError {
  const names = models
    .map(({ name }) => name)
    .concat(catalogue.list().flatMap(({ id, aliases = [] }) => [id].concat(aliases)));
  return new AqeError('USAGE', `no model is called ${JSON.stringify(wanted)}`, {
    hint:
      didYouMean(wanted, names) ??
      '`aqe models list` shows the ids; haiku, sonnet and opus work too.',
  });
}

function withoutPrice(model: string): AqeError {
  return new AqeError(
    'PRICE_UNKNOWN',
    `no price is known for ${model}, so nothing can be compared with it`,
    {
      hint: 'Give costPer1kTokens for it under routing.models, or name another model.',
    },
  );
}
