import type { LineIndex } from '../../config/document/line-index.ts';
import type { ChangedClass, LookPlace } from '../code/report.ts';
import { traitsOf } from './base-traits.ts';
import { wrapperOf } from './needs-wrapper.ts';
import { isInDoubt, isMigrating, type JudgedClass } from './plan-file.ts';
import type { TaskMember, TaskUse } from './task-member.ts';

/** Where the findings of a file are reported. */
interface Place {
  readonly file: string;
  readonly lines: LineIndex;
}

/** The classes of a file that a person should look at. */
export function looksOf(judged: readonly JudgedClass[], { file, lines }: Place): LookPlace[] {
  return judged.flatMap((one) => {
    const { name, keyword } = one.ref.facts;
    const { line, column } = lines.at(keyword);
    return reasonsOf(one).map(({ code, message, blocked }) => {
      return { file, line, column, code, class: name, message, blocked };
    });
  });
}

type Reason = Pick<LookPlace, 'code' | 'message' | 'blocked'>;

function reasonsOf(one: JudgedClass): Reason[] {
  const { ref, verdict } = one;
  if (verdict.kind === 'look' && isInDoubt(one)) {
    return [{ code: verdict.code, message: verdict.reason, blocked: true }];
  }
  if (verdict.kind !== 'migrate') return [];
  const { members, uses } = ref.facts.details;
  const reasons: Reason[] = [];
  if (
    verdict.first &&
    !traitsOf(verdict.base).isAgent &&
    uses.some(({ object }) => object === 'super')
  ) {
    const message = 'super.performTask reaches BaseAgent itself; the call was left as it is';
    reasons.push({ code: 'SUPER_OF_BASE', message, blocked: false });
  }
  if (members.some((member, index) => losesArguments(member, index, uses))) {
    const message =
      'a call inside of performTask does not show its arguments; see that it passes the selection on';
    reasons.push({ code: 'ARGUMENTS_UNSEEN', message, blocked: false });
  }
  if (members.some(({ furtherParameters }) => furtherParameters)) {
    const message =
      'performTask takes more than the task; the router of 1.0.5 passes the task only';
    reasons.push({ code: 'EXTRA_PARAMETERS', message, blocked: false });
  }
  return reasons;
}

/** Where the second argument, which is the selection now, cannot be told from the text. */
function losesArguments(
  { parameters: [first], countsArguments }: TaskMember,
  index: number,
  uses: readonly TaskUse[],
): boolean {
  if (countsArguments) return true;
  // What takes a list passes on what it is given.
  if (first === undefined || first.kind === 'rest') return false;
  return uses.some(
    ({ object, member, call }) =>
      object === 'super' && member === index && (call?.kind ?? 'unseen') === 'unseen',
  );
}

interface Describing {
  readonly lines: LineIndex;
  readonly wrapper: boolean;
  readonly typescript: boolean;
}

/** What is done to the classes of a file. */
export function describeClasses(
  judged: readonly JudgedClass[],
  { lines, wrapper, typescript }: Describing,
): ChangedClass[] {
  return judged.filter(isMigrating).flatMap(({ ref, verdict }) => {
    if (verdict.kind !== 'migrate') return [];
    const { name, keyword, details } = ref.facts;
    const isRenamed = details.members.length > 0;
    const actions = [
      ...(isRenamed
        ? ['performTask → performTaskImpl']
        : ['super.performTask → super.performTaskImpl']),
      ...(wrapper && isRenamed && wrapperOf(details, verdict, typescript) !== undefined
        ? ['wrapper']
        : []),
    ];
    return [{ name, ...lines.at(keyword), actions }];
  });
}

/** Why a file that mentions performTask is not changed. */
export function reasonFor(judged: readonly JudgedClass[]): string {
  const kinds = new Set(judged.map(({ verdict }) => verdict.kind));
  if (judged.some(isInDoubt)) return 'needs a look';
  if (kinds.has('migrated')) return 'migrated already';
  if (kinds.has('base')) return 'declares the base itself';
  return kinds.has('foreign') ? 'its classes are not below BaseAgent' : 'only mentions performTask';
}
