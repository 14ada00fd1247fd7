import {
  type AnswerScript,
  type FaultKind,
  faultKinds,
  type ScriptedReply,
  type SimulatedRequest,
} from '../../core/simulation.ts';
import { isRecord } from '../../config/values.ts';
import { AqeError } from '../../errors.ts';

/** One line: when it answers, and what. */
interface Rule {
  readonly match: RegExp;
  readonly system: RegExp;
  readonly model: RegExp;
  readonly attempt: number | undefined;
  readonly reply: ScriptedReply;
}

const known = ['match', 'system', 'model', 'attempt', 'text', 'thinking', 'toolUse', 'fault'];

/**
 * Reads the answers of a script: JSON Lines, the first line that fits a request answers it.
 * @throws AqeError SCRIPT_INVALID with the line
 */
export function parseScript(text: string, file: string): AnswerScript {
  const rules = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [parseRule(JSON.parse(line))];
    } catch (error) {
      throw new AqeError('SCRIPT_INVALID', error instanceof Error ? error.message : 'unreadable', {
        cause: error,
        location: { file, line: index + 1, column: 1 },
        hint: 'A line is a JSON object: {"match": "a pattern", "text": "the answer"}. See docs/simulator.md.',
      });
    }
  });
  return (request, { attempt }) => rules.find((rule) => fits(rule, request, attempt))?.reply;
}

function fits(rule: Rule, request: SimulatedRequest, attempt: number): boolean {
  return (
    rule.match.test(request.prompt) &&
    rule.system.test(request.system) &&
    rule.model.test(request.model) &&
    (rule.attempt ?? attempt) === attempt
  );
}

function parseRule(value: unknown): Rule {
  if (!isRecord(value)) throw new TypeError('the line is no JSON object');
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new TypeError(`there is no key '${unknown}'; there are: ${known.join(', ')}`);
  }
  return {
    match: patternIn(value, 'match'),
    system: patternIn(value, 'system'),
    model: patternIn(value, 'model'),
    attempt: attemptIn(value),
    reply: {
      text: textIn(value, 'text'),
      thinking: textIn(value, 'thinking'),
      toolUse: toolUseIn(value),
      fault: faultIn(value),
    },
  };
}

type Line = Readonly<Record<string, unknown>>;

function textIn(line: Line, key: string): string | undefined {
  const value = line[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new TypeError(`'${key}' is no string`);
}

/** An absent pattern fits everything. */
function patternIn(line: Line, key: string): RegExp {
  return new RegExp(textIn(line, key) ?? '', 'su');
}

function attemptIn({ attempt }: Line): number | undefined {
  if (attempt === undefined) return undefined;
  if (typeof attempt === 'number' && Number.isInteger(attempt) && attempt > 0) return attempt;
  throw new TypeError("'attempt' is no whole number from 1 on");
}

function toolUseIn({ toolUse }: Line): ScriptedReply['toolUse'] {
  if (toolUse === undefined) return undefined;
  if (isRecord(toolUse) && typeof toolUse['name'] === 'string' && isRecord(toolUse['input'])) {
    return { name: toolUse['name'], input: toolUse['input'] };
  }
  throw new TypeError("'toolUse' is no object with a name and an input");
}

function faultIn({ fault }: Line): FaultKind | undefined {
  if (fault === undefined) return undefined;
  const kind = faultKinds.find((candidate) => candidate === fault);
  if (kind !== undefined) return kind;
  throw new TypeError(
    `there is no fault ${JSON.stringify(fault)}; there are: ${faultKinds.join(', ')}`,
  );
}
