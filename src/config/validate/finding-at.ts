import type { Finding, Severity } from './finding.ts';
import { type ConfigDocument, locate } from '../document/parse.ts';
import type { RuleCode } from '../rules/rule-code.ts';
import { ruleTable } from '../rules/rule-table.ts';
import { formatPath, nearestSpan, type Path } from '../document/span.ts';
import type { Range, SourceNode } from '../document/tree.ts';

/** What a finding says; its place is given apart. */
export interface FindingText {
  readonly code: RuleCode;
  readonly path: Path;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Unless it is the rule's own. */
  readonly severity?: Severity;
}

type Place = Pick<ConfigDocument, 'file' | 'lines'>;

/** A finding at a range of the text. */
export function findingOn(place: Place, range: Range, text: FindingText): Finding {
  return {
    code: text.code,
    severity: text.severity ?? ruleTable[text.code].severity,
    message: text.message,
    ...(text.hint === undefined ? {} : { hint: text.hint }),
    location: locate(place, range.start),
    end: place.lines.at(range.end),
    path: formatPath(text.path),
  };
}

/** A finding at the value of a path; a map or list is shown by its key. */
export function findingAt(document: ConfigDocument, text: FindingText): Finding {
  const span = nearestSpan(document, text.path);
  if (span === undefined) return findingOn(document, { start: 0, end: 0 }, text);
  const { key, value } = span;
  const visible = value.kind === 'alias' || (value.kind === 'scalar' && !value.empty);
  return findingOn(document, visible ? value : (key ?? firstScalar(value)), text);
}

/** A finding at the key of a path. */
export function findingAtKey(document: ConfigDocument, text: FindingText): Finding {
  const key = nearestSpan(document, text.path)?.key;
  return key === undefined ? findingAt(document, text) : findingOn(document, key, text);
}

/** What to underline of a map or list: marking all of its lines would show nothing. */
function firstScalar(node: SourceNode): Range {
  let current = node;
  while (current.kind === 'map' || current.kind === 'seq') {
    const first: SourceNode | undefined =
      current.kind === 'map' ? current.pairs[0]?.key : current.items[0];
    if (first === undefined) break;
    current = first;
  }
  return current;
}
