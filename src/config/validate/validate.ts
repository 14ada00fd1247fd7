import type { Catalogue } from '../../core/cost/catalogue.ts';
import { AqeError } from '../../errors.ts';
import { duplicateKeys } from '../document/duplicate-keys.ts';
import type { Finding } from './finding.ts';
import { findingOn } from './finding-at.ts';
import { type ConfigDocument, parseConfig } from '../document/parse.ts';
import { rules } from '../rules/rules.ts';
import { listedModels } from '../rules/listed-models.ts';
import { type SecretMask, secretMask } from '../secrets/secret-mask.ts';
import { refuseForeign } from './require-fleet.ts';
import { syntaxFindings } from './syntax-findings.ts';
import { decodeText } from '../document/text.ts';
import { schemaFindings } from '../schema/validate-schema.ts';
import { isRecord } from '../values.ts';
import { type ConfigVersion, configVersion } from '../version-of.ts';
import { visits } from '../document/visit.ts';

/** What validation needs to know besides the file. */
export interface ValidateOptions {
  /** Asked for only when the file lists models. */
  readonly catalogue: () => Promise<Catalogue>;
  /** Days from now until a calendar day `YYYY-MM-DD`; negative when it is past. */
  readonly daysLeft: (day: string) => number;
  /** The built-in agent types. */
  readonly agentTypes: readonly string[];
  /** How many processes share the configuration, when that is known better than in the file. */
  readonly replicas?: number | undefined;
}

/** What is wrong with one file. */
export interface Validation {
  /** Undefined when the file cannot be parsed. */
  readonly version: ConfigVersion | undefined;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** Undefined when there is nothing in the file that could be repaired. */
  readonly document: ConfigDocument | undefined;
  /** The catalogue, when it was needed. */
  readonly catalogue: Catalogue | undefined;
  /** What may be printed of the file. */
  readonly mask: SecretMask;
}

/**
 * Finds everything that is wrong with a configuration file.
 * @throws AqeError FILE_NOT_TEXT, CONFIG_FOREIGN: not a configuration of this fleet at all
 */
export async function validateConfig(
  bytes: Uint8Array,
  file: string,
  options: ValidateOptions,
): Promise<Validation> {
  const { text } = decodeText(bytes, file);
  const parsed = await parseOrExplain(bytes, { file, text });
  const checked =
    'findings' in parsed ? notParsed(parsed.findings) : await checkDocument(parsed, options);
  const mask = secretMask(text, 'findings' in parsed ? undefined : parsed);
  const findings = checked.findings.map((finding) => redact(finding, mask)).toSorted(byPlace);
  return { ...checked, findings, mask };
}

type Checked = Omit<Validation, 'mask'>;

async function parseOrExplain(
  bytes: Uint8Array,
  source: { readonly file: string; readonly text: string },
): Promise<ConfigDocument | { readonly findings: readonly Finding[] }> {
  try {
    return await parseConfig(bytes, source.file);
  } catch (error) {
    const findings = error instanceof AqeError ? await syntaxFindings(source, error) : undefined;
    if (findings === undefined) throw error;
    return { findings };
  }
}

function notParsed(findings: readonly Finding[]): Checked {
  return { version: undefined, findings, document: undefined, catalogue: undefined };
}

async function checkDocument(document: ConfigDocument, options: ValidateOptions): Promise<Checked> {
  const { value } = document;
  refuseForeign(document);
  if (!isRecord(value)) return notParsed([notSections(document)]);
  const version = configVersion(value);
  const catalogue = listedModels(value).length === 0 ? undefined : await options.catalogue();
  const { daysLeft, agentTypes, replicas } = options;
  const input = {
    document,
    value,
    version,
    visits: visits(document),
    catalogue,
    daysLeft,
    agentTypes,
    replicas,
  };
  const findings = [
    ...duplicates(document),
    ...schemaFindings(document, version),
    ...rules.flatMap((rule) => rule(input)),
  ];
  return { version, findings, document, catalogue };
}

function notSections(document: ConfigDocument): Finding {
  const { root } = document;
  if (root === undefined) {
    const message = 'the file is empty, or has comments only; 1.0.4 refuses to start with it';
    return findingOn(document, { start: 0, end: 0 }, { code: 'empty-file', path: [], message });
  }
  const message = `the file is ${root.kind === 'seq' ? 'a list' : 'a single value'}, not a map of sections`;
  return findingOn(
    document,
    { start: root.start, end: root.start },
    { code: 'not-a-map', path: [], message, hint: 'Begin each section with its name and a colon.' },
  );
}

function duplicates(document: ConfigDocument): Finding[] {
  return duplicateKeys(document).map(({ key, first, again }) => {
    const { line, column } = document.lines.at(first.start);
    return findingOn(document, again, {
      code: 'duplicate-key',
      path: [key],
      message: `${key} stands in this map already, at line ${line}, column ${column}`,
      hint: 'Keep one of the two; 1.0.4 ignores such a file and runs on its defaults.',
    });
  });
}

/** Messages quote names and ids: a secret in such a place must not get out that way. */
function redact(finding: Finding, mask: SecretMask): Finding {
  return {
    ...finding,
    message: mask.redact(finding.message),
    path: mask.redact(finding.path),
    ...(finding.hint === undefined ? {} : { hint: mask.redact(finding.hint) }),
  };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    a.code.localeCompare(b.code, 'en')
  );
}
