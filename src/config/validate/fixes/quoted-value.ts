import type { ConfigDocument } from '../../document/parse.ts';
import { unsharedNode } from '../../document/span.ts';
import { textsForValues } from '../../schema/quoted-values.ts';
import type { ConfigVersion } from '../../version-of.ts';
import { visits } from '../../document/visit.ts';
import type { Fix } from './fix.ts';

/** `"12"` becomes `12` where a number or boolean belongs. */
export function fixQuotedValues(document: ConfigDocument, version: ConfigVersion): Fix[] {
  const texts = textsForValues({ document, version, visits: visits(document) });
  return texts.flatMap(({ path, node, text, meant }) => {
    const quoted = node.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
    // With a tag in front, the quotes may be meant; where others repeat the value, they may be right.
    if (meant === undefined || !quoted || node.outerStart < node.start) return [];
    if (unsharedNode(document, path) === undefined) return [];
    return [
      {
        code: 'quoted-value' as const,
        path,
        message: `${document.text.slice(node.start, node.end)} → ${text}`,
        edit: { start: node.start, end: node.end, text },
        values: [{ path, value: meant }],
      },
    ];
  });
}
