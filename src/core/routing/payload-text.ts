/** Values nest this deep at most; what is deeper is left out. */
const MAX_DEPTH = 32;

/**
 * The texts in a value, keys included, in order. Cycles and what nests more than 32 deep are left out; numbers and truth values are told by their text.
 */
export function payloadTexts(payload: unknown): readonly string[] {
  const texts: string[] = [];
  collect(payload, { texts, above: new Set() });
  return texts;
}

interface Walk {
  readonly texts: string[];
  readonly above: Set<object>;
}

function collect(value: unknown, walk: Walk): void {
  if (typeof value === 'string') walk.texts.push(value);
  else if (typeof value === 'number' || typeof value === 'boolean') walk.texts.push(String(value));
  else if (typeof value === 'object' && value !== null) descend(value, walk);
}

function descend(value: object, walk: Walk): void {
  const { texts, above } = walk;
  if (above.has(value) || above.size >= MAX_DEPTH) return;
  above.add(value);
  if (Array.isArray(value)) {
    for (const item of value) collect(item, walk);
  } else {
    for (const [key, item] of Object.entries(value)) {
      texts.push(key);
      collect(item, walk);
    }
  }
  above.delete(value);
}
