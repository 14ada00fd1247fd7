import type { ErrorCode as YamlErrorCode, YAMLParseError } from 'yaml';
import type { AqeError, ErrorCode } from '../../errors.ts';
import type { Finding } from './finding.ts';
import { findingOn } from './finding-at.ts';
import { LineIndex } from '../document/line-index.ts';
import type { RuleCode } from '../rules/rule-code.ts';
import { ruleTable } from '../rules/rule-table.ts';

/** Refusals of the parser that are findings in the file, not failures of the run. */
const codes: Partial<Record<ErrorCode, RuleCode>> = {
  CONFIG_SYNTAX: 'syntax',
  CONFIG_MULTIPLE_DOCUMENTS: 'multiple-documents',
  CONFIG_TOO_DEEP: 'too-deep',
  CONFIG_ALIASES: 'aliases',
};

/** The second parser is slow and recursive: it gets what people write by hand. */
const MAX_LENGTH = 1_048_576;

/** What a person calls the errors that people make. */
const messages: Partial<Record<YamlErrorCode, string>> = {
  BAD_ALIAS: 'an alias needs a name: *name',
  BAD_INDENT: 'wrong indentation, or a bracket that is not closed',
  BLOCK_AS_IMPLICIT_KEY: 'a second colon in one line, or a line that is indented too far',
  BLOCK_IN_FLOW: 'a list or map with line breaks inside brackets',
  MULTILINE_IMPLICIT_KEY: 'a line without a colon where a key is expected',
  TAB_AS_INDENT: 'a tab in the indentation; YAML allows spaces only',
};

/**
 * All syntax errors of a text that the parser refused. The parser stops at its first error; a second,
 * forgiving one finds the others.
 * @returns undefined when the error is not about what the file says
 */
export async function syntaxFindings(
  source: { readonly text: string; readonly file: string },
  error: AqeError,
): Promise<Finding[] | undefined> {
  const code = codes[error.code];
  if (code === undefined) return undefined;
  const first: Finding = {
    code,
    severity: ruleTable[code].severity,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    location: error.location ?? { file: source.file, line: 1, column: 1 },
    path: '',
  };
  if (code !== 'syntax' && code !== 'multiple-documents') return [first];
  const all = /\.json$/i.test(source.file) ? [] : await yamlErrors(source);
  if (code === 'multiple-documents') return [first, ...all];
  return all.length === 0 ? [first] : all;
}

async function yamlErrors({ text, file }: { text: string; file: string }): Promise<Finding[]> {
  if (text.length > MAX_LENGTH) return [];
  const { parseAllDocuments } = await import('yaml');
  const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;
  const place = { file, lines: new LineIndex(text) };
  try {
    return [...parseAllDocuments(text, options)]
      .flatMap(({ errors }) => errors)
      .map((error) =>
        findingOn(
          place,
          { start: error.pos[0], end: error.pos[1] },
          { code: 'syntax', path: [], message: `not valid YAML: ${describe(error)}` },
        ),
      );
  } catch {
    // It gives up where it recurses too deeply; the first parser's finding stands.
    return [];
  }
}

function describe({ code, message }: YAMLParseError): string {
  return messages[code] ?? message.charAt(0).toLowerCase() + message.slice(1);
}
