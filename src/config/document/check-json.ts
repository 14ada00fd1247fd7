import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { AqeError } from '../../errors.ts';
import type { LineIndex } from './line-index.ts';

const reasons: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'JSON has no comments',
  PropertyNameExpected: 'a property name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'nothing may follow the value',
};

/**
 * Holds a `.json` file to JSON; 1.0.4 reads it with JSON.parse.
 * @throws AqeError CONFIG_SYNTAX at the first offence
 */
export function checkJson(text: string, file: string, lines: LineIndex): void {
  try {
    JSON.parse(text);
    return;
  } catch (error) {
    if (text.trim() === '') return; // An empty file is reported as empty, not as bad JSON.
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    const reason =
      first === undefined
        ? String(error instanceof Error ? error.message : error)
        : describeCode(printParseErrorCode(first.error));
    throw new AqeError('CONFIG_SYNTAX', `not valid JSON: ${reason}`, {
      location: { file, ...lines.at(first?.offset ?? 0) },
      hint: 'Mend the place, or rename the file to .yaml: YAML allows comments and trailing commas.',
      cause: error,
    });
  }
}

function describeCode(code: string): string {
  return reasons[code] ?? code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
