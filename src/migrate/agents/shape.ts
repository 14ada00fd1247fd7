import type { Node } from '@babel/types';
import type { ClassSite } from '../code/facts/class-facts.ts';
import { nameOfProperty } from '../code/facts/names.ts';
import { anyOf } from '../code/syntax/hollow.ts';
import { endOf, startOf } from '../code/syntax/path-at.ts';
import { type MemberNode, membersNamed } from '../code/members/member-node.ts';

/** How much a class looks like 1.0.4's BaseAgent. */
export interface AgentShape {
  /** Signs that no other BaseAgent in public code was seen to have. */
  readonly strong: number;
  /** Signs that others have too. */
  readonly weak: number;
  /**
   * What its performTask does: `left-open` to the classes below it, `routes` as 1.0.5's does, `has-body` of another kind;
   * `field`: left open too, but declared as a property that holds a function; `none`: it has nothing to do with performTask.
   */
  readonly task: 'left-open' | 'routes' | 'has-body' | 'field' | 'none';
  /** It declares performTaskImpl, so that classes below may say `override`. */
  readonly declaresImpl: boolean;
}

const strongMembers = [
  'initializeComponents',
  'loadKnowledge',
  'storeSharedMemory',
  'retrieveSharedMemory',
];
const weakMembers = [
  'cleanup',
  'executeTask',
  'assignTask',
  'storeMemory',
  'retrieveMemory',
  'terminate',
];

/** The names of members that are looked for. */
export const agentNames: RegExp = anyOf([...strongMembers, ...weakMembers]);

/** Looks for the signs of 1.0.4's BaseAgent in a class. */
export function shapeOf(site: ClassSite, text: string): AgentShape {
  const { node } = site;
  // What comments say is no sign.
  const code = text
    .slice(startOf(node), endOf(node))
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/[^\n]*/g, '');
  const names = new Set(node.body.body.map(nameOfAny));
  const count = (wanted: readonly string[]): number =>
    wanted.filter((name) => names.has(name)).length;
  const takesQeTask = /\bperformTask\s*\([^)]{0,500}:\s*QETask\b/.test(code);
  // Any agent may have a job with a task; that executeTask is given one is 1.0.4's.
  const handsOverTask =
    names.has('executeTask') && /\bthis\.performTask\(\s*[\w$]+\.task\b/.test(code);
  const isEmitter =
    node.superClass?.type === 'Identifier' && node.superClass.name === 'EventEmitter';
  const task = taskOf(membersNamed('performTask', site), code);
  return {
    strong:
      count(strongMembers) + [takesQeTask, handsOverTask, task === 'routes'].filter(Boolean).length,
    weak: count(weakMembers) + (isEmitter ? 1 : 0),
    task,
    declaresImpl: names.has('performTaskImpl'),
  };
}

function nameOfAny(member: Node): string | undefined {
  return 'key' in member && member.key !== null && typeof member.key === 'object'
    ? nameOfProperty(member.key, false)
    : undefined;
}

function taskOf(members: readonly MemberNode[], code: string): AgentShape['task'] {
  const body = members.find(({ type }) => type !== 'TSDeclareMethod');
  if (body?.type === 'ClassProperty' && body.value === null) return 'field';
  if (body !== undefined) return /\bthis\.performTaskImpl\b/.test(code) ? 'routes' : 'has-body';
  return members.length > 0 || /\bthis\.performTask\(/.test(code) ? 'left-open' : 'none';
}
