import type { Catalogue } from '../../../core/cost/catalogue.ts';
import type { ConfigDocument } from '../../document/parse.ts';
import { priceSlips } from '../../price-slips.ts';
import { spanOf } from '../../document/span.ts';
import type { Fix } from './fix.ts';

/** Prices per million become prices per 1,000, by moving the decimal point in the text. */
export function fixPriceUnits(document: ConfigDocument, catalogue: Catalogue): Fix[] {
  return priceSlips(document, catalogue).flatMap(({ path, corrected }) => {
    const node = spanOf(document, path)?.value;
    // A price that other places repeat may be right there.
    if (node?.kind !== 'scalar' || node.style !== 'plain' || node.outerStart < node.start)
      return [];
    const written = document.text.slice(node.start, node.end);
    return [
      {
        code: 'price-unit' as const,
        path,
        message: `${written} → ${corrected}`,
        edit: { start: node.start, end: node.end, text: corrected },
        values: [{ path, value: Number(corrected) }],
      },
    ];
  });
}
