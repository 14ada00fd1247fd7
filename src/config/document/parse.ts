import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import { AqeError, type SourceLocation } from '../../errors.ts';
import { secretFormsIn } from '../secrets/secret-forms.ts';
import { LineIndex } from './line-index.ts';
import { refuseHuge } from './refuse-huge.ts';
import { decodeText } from './text.ts';
import { BadAlias, buildTree, type Range, type SourceNode } from './tree.ts';

/** How the file is written; JSON is held to JSON's own grammar. */
export type ConfigFormat = 'yaml' | 'json';

/** A parsed configuration that still knows where everything stands. */
export interface ConfigDocument {
  /** The name for messages. */
  readonly file: string;
  readonly format: ConfigFormat;
  /** The text without a byte order mark. Offsets count from here. */
  readonly text: string;
  readonly bom: boolean;
  /** Undefined for an empty or comment-only file. */
  readonly root: SourceNode | undefined;
  /** The plain value. Merge keys (`<<`) are not expanded, as in 1.0.4. */
  readonly value: unknown;
  readonly lines: LineIndex;
}

/** Above this a file is no configuration, and reading it would only cost time. */
export const MAX_CONFIG_BYTES: number = 32 * 1_048_576;
const MAX_DEPTH = 100;
/** Nodes with aliases counted at their size: what a program would walk through. */
const MAX_WEIGHT = 5_000_000;

/** Where an offset is, for messages and findings. */
export function locate(
  document: Pick<ConfigDocument, 'file' | 'lines'>,
  offset: number,
): SourceLocation {
  return { file: document.file, ...document.lines.at(offset) };
}

/**
 * Parses the bytes of one configuration file.
 * @param file its name, for messages; `.json` selects JSON
 * @throws AqeError FILE_NOT_TEXT, FILE_TOO_LARGE, CONFIG_SYNTAX, CONFIG_MULTIPLE_DOCUMENTS, CONFIG_TOO_DEEP, CONFIG_ALIASES
 */
export async function parseConfig(bytes: Uint8Array, file: string): Promise<ConfigDocument> {
  const decoded = decodeText(bytes, file);
  refuseHuge(decoded.text, file);
  const format = formatOf(decoded.text, file);
  if (format === 'json') {
    const { checkJson } = await import('./check-json.ts');
    checkJson(decoded.text, file, new LineIndex(decoded.text));
  }
  return parseText({ ...decoded, format, file });
}

/** Like {@link parseConfig}, for text that is decoded already; JSON is read as the YAML that it is. */
export function parseText(source: {
  readonly text: string;
  readonly bom: boolean;
  readonly format: ConfigFormat;
  readonly file: string;
}): ConfigDocument {
  const lines = new LineIndex(source.text);
  const { root, value } = readYaml(source.text, { file: source.file, lines });
  return { ...source, lines, root, value };
}

/** `.json` is JSON; a stream or an unknown ending is JSON when it parses as such. */
function formatOf(text: string, file: string): ConfigFormat {
  if (/\.json$/i.test(file)) return 'json';
  if (/\.ya?ml$/i.test(file) || !/^\s*\{/.test(text)) return 'yaml';
  try {
    JSON.parse(text);
    return 'json';
  } catch {
    return 'yaml';
  }
}

/** The value of a text, without positions; undefined when it does not parse. Half the price of {@link parseText}. */
export function readValue(text: string, format: ConfigFormat): unknown {
  try {
    if (format === 'json') JSON.parse(text);
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    for (const event of events) dropUnknownTag(text, event);
    const documents = constructFromEvents(events, {
      source: text,
      schema: CORE_SCHEMA,
      json: true,
    });
    return documents.length === 1 ? documents[0] : undefined;
  } catch {
    return undefined;
  }
}

type Place = Pick<ConfigDocument, 'file' | 'lines'>;

function readYaml(text: string, place: Place): Pick<ConfigDocument, 'root' | 'value'> {
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    refuseSecondDocument(text, events, place);
    const root = buildTree(text, events);
    if (root === undefined) return { root, value: undefined };
    if (root.weight > MAX_WEIGHT) throw aliasBomb(root, place);
    for (const event of events) dropUnknownTag(text, event);
    const [value] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, json: true });
    return { root, value };
  } catch (error) {
    throw explain(error, place);
  }
}

function refuseSecondDocument(text: string, events: readonly Event[], place: Place): void {
  const documents = events.filter((event) => event.type === EVENT_DOCUMENT);
  if (documents.length < 2) return;
  // Events of a document carry no offset: the second `---` line, or the first one after content, begins it.
  const [first, second] = text.matchAll(/^---(?=[\s]|$)/gm);
  const marker = documents[0]?.explicitStart === true ? second : first;
  throw new AqeError(
    'CONFIG_MULTIPLE_DOCUMENTS',
    `the file holds ${documents.length} YAML documents; a configuration is one`,
    {
      location: locate(place, marker?.index ?? 0),
      hint: 'Split it at the `---` lines. 1.0.4 would ignore such a file and run on its defaults.',
    },
  );
}

const coreTags = new Set(['!', '!!str', '!!int', '!!float', '!!bool', '!!null', '!!map', '!!seq']);

/** 1.0.4's parser reads a value with an unknown tag as if the tag were not there. */
function dropUnknownTag(text: string, event: Event): void {
  if (
    event.type !== EVENT_SCALAR &&
    event.type !== EVENT_MAPPING &&
    event.type !== EVENT_SEQUENCE
  ) {
    return;
  }
  if (event.tagStart < 0 || coreTags.has(text.slice(event.tagStart, event.tagEnd))) return;
  event.tagStart = -1;
  event.tagEnd = -1;
}

function aliasBomb(root: SourceNode, place: Place): AqeError {
  return new AqeError(
    'CONFIG_ALIASES',
    `with its aliases written out the file would have ${root.weight.toLocaleString('en')} values; the limit is ${MAX_WEIGHT.toLocaleString('en')}`,
    {
      location: locate(place, heaviestAlias(root).start),
      hint: 'Nested aliases multiply. Write the repeated part once, or shorten the lists of aliases.',
    },
  );
}

/** Follows the heaviest child down to the first alias. */
function heaviestAlias(root: SourceNode): Range {
  let node = root;
  while (node.kind === 'map' || node.kind === 'seq') {
    const children: readonly SourceNode[] =
      node.kind === 'seq' ? node.items : node.pairs.flatMap(({ key, value }) => [key, value]);
    const heaviest = children.reduce<SourceNode | undefined>(
      (best, child) => (best === undefined || child.weight > best.weight ? child : best),
      undefined,
    );
    if (heaviest === undefined) break;
    node = heaviest;
  }
  return node;
}

function explain(error: unknown, place: Place): unknown {
  if (error instanceof BadAlias) {
    const hint = error.cyclic
      ? 'Such a value has no end. Write the part out instead of the alias.'
      : 'Give the anchor (&name) to the value that is to be repeated, or quote the text if it is none.';
    // An unquoted text that begins with `*` reads as an alias; it may be a key.
    const message =
      secretFormsIn(error.message).length === 0
        ? error.message
        : 'the alias here has the form of a secret, and no anchor before it';
    return new AqeError(error.cyclic ? 'CONFIG_ALIASES' : 'CONFIG_SYNTAX', message, {
      location: locate(place, error.offset),
      hint,
    });
  }
  if (!(error instanceof YAMLException)) return error;
  const location = locate(place, error.mark?.position ?? 0);
  if (error.reason.startsWith('nesting exceeded')) {
    return new AqeError('CONFIG_TOO_DEEP', `the file is nested ${MAX_DEPTH} levels deep or more`, {
      location,
      hint: 'A fleet configuration has about six levels. Is a bracket or an indentation wrong?',
      cause: error,
    });
  }
  return new AqeError('CONFIG_SYNTAX', `not valid YAML: ${error.reason}`, {
    location,
    hint: '1.0.4 ignores such a file and runs on its defaults. `aqe validate-config` shows the lines around it.',
    cause: error,
  });
}
