import type { ArrowFunctionExpression, Node } from '@babel/types';
import {
  functionOf,
  functionTypeOf,
  memberKind,
  type MemberNode,
  unquoted,
} from '../code/members/member-node.ts';
import { parametersOf } from '../code/members/parameters.ts';
import {
  endOf,
  occurrencesOf,
  pathAt,
  skipBlank,
  type Span,
  spanOf,
  startOf,
} from '../code/syntax/path-at.ts';
import { withoutSelection } from './selection-name.ts';
import type { TaskFunctionType, TaskMember } from './task-member.ts';

/** What is kept of a member. */
export function describeMember(node: MemberNode, text: string): TaskMember {
  const head = headOf(node, text);
  const name = unquoted(node.key, text);
  const code = functionOf(node);
  const parameters = code === undefined ? [] : parametersOf(code.params);
  return {
    start: startOf(node),
    end: endOf(node),
    kind: memberKind(node),
    head,
    name,
    doc: docBefore(startOf(node), text),
    override:
      node.override === true
        ? keyword('override', { start: head, end: name.start }, text)
        : undefined,
    accessibility: node.accessibility ?? undefined,
    async: code?.async === true,
    typeParameters: spanOf(code?.typeParameters),
    returnType: spanOf(code?.returnType),
    parameters,
    furtherParameters: withoutSelection(parameters, text).length > 1,
    bare: code?.type === 'ArrowFunctionExpression' && isBare(code, text),
    functionType: functionType(node),
    propertyType: propertyType(node),
    signature: signatureOf(node, text),
    names: namesUsed(node, text),
    countsArguments: /\barguments\s*\[/.test(text.slice(startOf(node), endOf(node))),
    isWrapper: isWrapper(text.slice(startOf(node), endOf(node))),
  };
}

function docBefore(at: number, text: string): Span | undefined {
  const end =
    text.slice(Math.max(0, at - MAX_GAP), at).trimEnd().length + Math.max(0, at - MAX_GAP);
  if (!text.startsWith('*/', end - 2)) return undefined;
  // No further back than the comment before: generated code has thousands of members on a line.
  const from = Math.max(0, text.lastIndexOf('*/', end - 3));
  const start = from + text.slice(from, end).lastIndexOf('/**');
  return start >= from && text.indexOf('*/', start) === end - 2 ? { start, end } : undefined;
}

/** Blanks between a member and its comment. */
const MAX_GAP = 200;

/** Decorators come first; what follows is the member itself. */
function headOf(node: MemberNode, text: string): number {
  const last = node.decorators?.at(-1);
  if (!last) return startOf(node);
  return skipBlank(text, endOf(last));
}

function isBare({ params: [only] }: ArrowFunctionExpression, text: string): boolean {
  if (only?.type !== 'Identifier') return false;
  const next = skipBlank(text, endOf(only));
  return text.startsWith('=>', next);
}

function functionType(node: MemberNode): TaskFunctionType | undefined {
  const type = functionTypeOf(node);
  if (type === undefined) return undefined;
  const result =
    type.typeAnnotation?.type === 'TSTypeAnnotation'
      ? type.typeAnnotation.typeAnnotation
      : undefined;
  return { parameters: parametersOf(type.parameters), result: spanOf(result) };
}

/** The type of a property. */
function propertyType(node: MemberNode): Span | undefined {
  if (node.type !== 'ClassProperty' || node.typeAnnotation?.type !== 'TSTypeAnnotation')
    return undefined;
  return spanOf(node.typeAnnotation.typeAnnotation);
}

function signatureOf(node: MemberNode, text: string): TaskMember['signature'] {
  const code = functionOf(node);
  const slice = (span: Span | undefined): string =>
    span === undefined ? '' : text.slice(span.start, span.end).replaceAll(/\s+/g, ' ');
  const parameters = withoutSelection(parametersOf(code?.params ?? []), text);
  const { accessibility = 'public' } = node;
  const kinds = parameters.map(({ kind, optional }) => `${kind === 'rest'} ${optional}`);
  const types = [
    spanOf(code?.typeParameters),
    ...parameters.map(({ annotation }) => annotation),
    propertyType(node),
  ];
  return {
    shape: [accessibility, ...kinds].join('|'),
    types: types.map(slice).join('|'),
    result: slice(spanOf(code?.returnType)),
  };
}

/** A modifier and the space after it; comments between modifiers do not count. */
function keyword(word: string, { start, end }: Span, text: string): Span | undefined {
  const code = text
    .slice(start, end)
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const match = new RegExp(String.raw`\b${word}\b[ \t]?`).exec(code);
  return match
    ? { start: start + match.index, end: start + match.index + match[0].length }
    : undefined;
}

/** The names that an added parameter or constant might take. */
const candidates = ['selection', '_selection', 'modelSelection', 'aqeSelection'];

function namesUsed(node: MemberNode, text: string): ReadonlySet<string> {
  const inside = text.slice(startOf(node), endOf(node));
  return new Set(
    candidates.filter((name) =>
      occurrencesOf(name, inside).some((at) => isVariable(node, startOf(node) + at)),
    ),
  );
}

/** Whether the name at an offset is a variable, not a comment, a string, or the name of a property. */
function isVariable(root: Node, offset: number): boolean {
  const path = pathAt(root, offset);
  const [parent, node] = path.slice(-2);
  if (node?.type !== 'Identifier' || parent === undefined) return false;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.computed || parent.property !== node;
    case 'ObjectProperty':
      return parent.shorthand || parent.computed || parent.key !== node;
    case 'ObjectMethod':
    case 'TSPropertySignature':
      return parent.key !== node;
    default:
      return true;
  }
}

/** A wrapper reaches the base's method through `super`, and the renamed one. */
function isWrapper(code: string): boolean {
  return (
    /\bsuper\s*(\.\s*performTask\b|\[\s*['"]performTask['"]\s*\])/.test(code) &&
    /\bthis\s*\.\s*performTaskImpl\b/.test(code)
  );
}
