import { locate } from '../../../config/document/parse.ts';
import { priceSlips } from '../../../config/price-slips.ts';
import { formatPath, spanOf } from '../../../config/document/span.ts';
import type { Step } from '../step.ts';

/** The documents give prices per million tokens under `costPer1kTokens`; read literally they cost 1000 times too much. */
export const prices: Step = {
  name: 'prices',
  run: ({ document, catalogue }) => {
    const slips = priceSlips(document, catalogue);
    return {
      changes: slips.map(({ path, corrected }) => ({ kind: 'number', path, text: corrected })),
      notes: slips.map(({ path, given, corrected, model }) => ({
        kind: 'change',
        message: `${formatPath(path)}: ${given} is the price of ${model} per million tokens; per 1,000 it is ${corrected}`,
        location: locate(document, spanOf(document, path)?.value.start ?? 0),
      })),
    };
  },
};
