import type { Node } from '@babel/types';
import { calleeName } from '../code/facts/names.ts';
import type { SyntaxPath } from '../code/syntax/path-at.ts';
import { accessAt, type TaskAccess } from './collect-uses.ts';
import type { Mention, MentionKind } from './mention.ts';

/** A mention before its receiver is looked up. */
export interface RawMention {
  readonly kind: MentionKind;
  readonly name: Mention['name'];
  /** The expression that it is used on; undefined where it is called. */
  readonly receiver: Node | undefined;
}

const WORD = 'performTask'.length;

/** What a mention is, by the nodes around it; undefined for a member that a class declares. */
export function classifyMention(path: SyntaxPath, offset: number): RawMention | undefined {
  const access = accessAt(path);
  if (access !== undefined) {
    // What is called goes on to work, whatever it is called on.
    const receiver = isCalled(access) ? undefined : access.object;
    return { kind: kindOfAccess(access), name: access.name, receiver };
  }
  const [outer, parent, node] = [path.at(-3), path.at(-2), path.at(-1)];
  const name = { start: offset, end: offset + WORD };
  if (node?.type === 'Identifier') {
    return outer?.type === 'ClassBody' ? undefined : { kind: 'member', name, receiver: undefined };
  }
  if (node?.type === 'StringLiteral') return ofString(node, { parent, outer, name });
  const kind = holdsText(node) ? 'string' : 'comment';
  return { kind, name, receiver: undefined };
}

function kindOfAccess({ holders: [access, outer] }: TaskAccess): MentionKind {
  if (outer?.type === 'AssignmentExpression' && outer.left === access) return 'assignment';
  if (access?.type === 'MemberExpression' && access.computed) return 'bracket';
  return isCall(outer) && outer.callee === access ? 'call' : 'reference';
}

function isCalled({ holders: [access, outer] }: TaskAccess): boolean {
  return (
    (outer?.type === 'CallExpression' || outer?.type === 'OptionalCallExpression') &&
    outer.callee === access
  );
}

function isCall(node: Node | undefined): node is Extract<Node, { type: 'CallExpression' }> {
  return node?.type === 'CallExpression';
}

const spies = /(^|\.)(spyOn|spy|stub|mock|replace|method|fn)$/;

function ofString(
  node: Node,
  around: { parent: Node | undefined; outer: Node | undefined; name: Mention['name'] },
): RawMention | undefined {
  const { parent, outer, name } = around;
  const isWhole = node.end === name.end + 1 && node.start === name.start - 1;
  if (isWhole && isCall(parent) && spies.test(calleeName(parent))) {
    return { kind: 'spy', name, receiver: parent.arguments[0] };
  }
  // The quoted name of a member.
  if (outer?.type === 'ClassBody') return undefined;
  return { kind: isIndexType(parent, outer) ? 'bracket' : 'string', name, receiver: undefined };
}

/** `Agent['performTask']` as a type. */
function isIndexType(parent: Node | undefined, outer: Node | undefined): boolean {
  return parent?.type === 'TSLiteralType' && outer?.type === 'TSIndexedAccessType';
}

function holdsText(node: Node | undefined): boolean {
  const types = ['TemplateElement', 'JSXText', 'RegExpLiteral', 'DirectiveLiteral'];
  return node !== undefined && types.includes(node.type);
}
