import type { Catalogue } from '../../../core/cost/catalogue.ts';
import type { ConfigDocument } from '../../document/parse.ts';
import { priceSlips } from '../../price-slips.ts';
import { unsharedNode } from '../../document/span.ts';
import type { Fix } from './fix.ts';

/** Prices per million become prices per 1,000, by moving the decimal point in the text. */
export function fixPriceUnits(document: ConfigDocument, catalogue: Catalogue): Fix[] {
  return priceSlips(document, catalogue).flatMap(({ path, corrected }) => {
    // A price that other places repeat may be right there.
    const node = unsharedNode(document, path);
    // With a tag in front, the text may be meant.
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
