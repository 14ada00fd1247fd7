/**
 * The JSON value in an answer. Models put fences or a sentence around it now and then: the whole text is tried first, then what stands in a fence,
 * then from the first brace to the last.
 * @returns undefined when there is none
 */
export function extractJson(text: string): { readonly value: unknown } | undefined {
  const fenced = /```(?:json)?[ \t]*\n([^]*?)\n```/.exec(text)?.[1];
  const braced = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fenced, braced]) {
    const parsed = candidate === undefined ? undefined : tryParse(candidate);
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
