import type { AgentClass } from './collect-agents.ts';
import type { Verdict } from './judge.ts';
import type { TaskMember } from './task-member.ts';

/**
 * Which wrapper a class gets: `first` of its chain; `redeclares`, when what callers see of its performTask differs from what it would inherit:
 * another accessibility, other parameters, another result.
 */
export function wrapperOf(
  { members }: AgentClass,
  verdict: Extract<Verdict, { kind: 'migrate' }>,
  typescript: boolean,
): 'first' | 'redeclares' | undefined {
  if (verdict.first) return 'first';
  const own = members.findLast(({ kind }) => kind !== 'signature');
  const inherited = verdict.parent?.members.at(-1);
  if (own === undefined || inherited === undefined) return undefined;
  const differs = typescript
    ? !isSame(own.signature, inherited.signature, verdict.parent?.generic === true)
    : own.furtherParameters && own.parameters.length > inherited.parameters.length;
  return differs ? 'redeclares' : undefined;
}

/** The types of a generic class are other ones below it, which TypeScript knows better than their texts. */
function isSame(
  own: TaskMember['signature'],
  inherited: TaskMember['signature'],
  isGeneric: boolean,
): boolean {
  const isResult = own.result === inherited.result || anything.test(inherited.result);
  return (
    own.shape === inherited.shape && (isGeneric || (own.types === inherited.types && isResult))
  );
}

/** A result that callers may do anything with: what a child narrows it to is lost on none of them. */
const anything = /^: ?(?:any|Promise<any>)$/;
