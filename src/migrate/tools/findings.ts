import type { LineIndex } from '../../config/document/line-index.ts';
import type { ChangedClass, LookPlace } from '../code/report.ts';
import { streamingNames } from './collect-tools.ts';
import type { JudgedClass } from './examine.ts';

/** The classes of a file that a person should look at. */
export function looksOf(
  judged: readonly JudgedClass[],
  { file, lines }: { readonly file: string; readonly lines: LineIndex },
): LookPlace[] {
  return judged.flatMap(({ ref, verdict }) => {
    const reason = reasonOf(verdict);
    if (reason === undefined) return [];
    const { name, keyword } = ref.facts;
    const { line, column } = lines.at(keyword);
    return [{ file, line, column, class: name, ...reason }];
  });
}

function reasonOf(
  verdict: JudgedClass['verdict'],
): Pick<LookPlace, 'blocked' | 'code' | 'message'> | undefined {
  if (verdict.kind === 'look') {
    return { code: verdict.code, message: verdict.reason, blocked: true };
  }
  if (verdict.kind !== 'migrate' || !verdict.overloaded) return undefined;
  const message = `${verdict.member.method} has overloads; executeStreaming has the types of the last one`;
  return { code: 'OVERLOADED', message, blocked: false };
}

/** What is done to the classes of a file. */
export function describeClasses(judged: readonly JudgedClass[], lines: LineIndex): ChangedClass[] {
  return judged.flatMap(({ ref, verdict }) => {
    if (verdict.kind !== 'migrate') return [];
    const { name, keyword } = ref.facts;
    return [{ name, ...lines.at(keyword), actions: [streamingNames.join(' and ')] }];
  });
}

/** Why a file is not changed; the first that holds of one of its classes. */
const reasons = [
  ['look', 'needs a look'],
  ['streams', 'has streaming already'],
  ['inherits', 'inherits streaming'],
  ['base', 'declares the base itself'],
  ['open', 'leaves the method to other classes'],
  ['foreign', 'its classes are not below a base of tools'],
] as const;

/** Why a file that has the name of a tool's method is not changed. */
export function reasonFor(judged: readonly JudgedClass[]): string {
  const kinds = new Set<string>(judged.map(({ verdict }) => verdict.kind));
  const found = reasons.find(([kind]) => kinds.has(kind));
  return found?.[1] ?? 'declares no class with the method of a tool';
}
