import type { Edit } from '../../../config/document/splice.ts';
import { saysOverride, typeTags } from './doc-comment.ts';
import { placeAfter } from '../../code/members/place-after.ts';
import type { FileStyle } from '../../code/types/file-style.ts';
import type { TaskMember } from '../task-member.ts';
import { freeName, wrapperSignature } from './wrapper-signature.ts';

/** What a wrapper depends on besides the method itself. */
export interface WrapperContext {
  readonly text: string;
  readonly style: FileStyle;
  readonly typescript: boolean;
  /** It is JavaScript, and TypeScript checks its types: the wrapper gets doc comments. */
  readonly checked: boolean;
  /** Its base is known to have a performTask with a body: TypeScript may want `override`. */
  readonly overridesBase: boolean;
  /** The signatures of an overloaded method. */
  readonly overloads: readonly TaskMember[];
  /** A class above it has the wrapper already; this one only has another signature. */
  readonly redeclares: boolean;
}

/** What the comment above the wrapper says. */
export const wrapperReason =
  'On 1.0.5 the base has its own performTask, which selects a model and calls performTaskImpl; on 1.0.4 it has none.';

/** What stands above the wrapper. */
function commentLines(member: TaskMember, context: WrapperContext): string[] {
  const { text, checked, redeclares, overridesBase } = context;
  const tags = checked ? typeTags(member.doc, text) : [];
  const overrides = checked && (redeclares || overridesBase) && saysOverride(member.doc, text);
  if (overrides) tags.push('@override');
  if (tags.length === 0) return [`/** ${wrapperReason} */`];
  return ['/**', ` * ${wrapperReason}`, ...tags.map((tag) => ` * ${tag}`), ' */'];
}

/**
 * The method that keeps 1.0.4 working. Only there is performTaskImpl called from here: the base of 1.0.5 routes, and an ordinary method of this name would hide that.
 * @param member the method that was renamed
 */
export function insertWrapper(member: TaskMember, context: WrapperContext): Edit {
  const { text, style } = context;
  const { at, indent } = placeAfter(member, text);
  const { heads, body } = wrapperLines(member, { ...context, inline: indent === undefined });
  if (indent === undefined) {
    // Nothing but a semicolon parts a field or a signature from what follows on its line.
    const isOpen = member.kind !== 'method' && text.charAt(member.end - 1) !== ';';
    const inline = `${isOpen ? ';' : ''} ${[...heads, ...body].join(' ')} }`;
    return { start: at, end: at, text: inline };
  }
  const step = indent.startsWith('\t') ? '\t' : style.indent;
  const lines = [
    ...commentLines(member, context),
    ...heads,
    ...body.map((line) => step + line),
    '}',
  ];
  const after = lines.map((line) => indent + line).join(style.eol);
  return { start: at, end: at, text: style.eol + style.eol + after };
}

/** The overloads and the head, then the statements of the body. */
function wrapperLines(
  member: TaskMember,
  context: WrapperContext & { readonly inline: boolean },
): { readonly heads: readonly string[]; readonly body: readonly string[] } {
  const { text, style, overloads } = context;
  const signature = wrapperSignature(member, context);
  const end = style.semicolons ? ';' : '';
  const { quote } = style;
  const isTaken = signature.names.includes('routed');
  const name = isTaken ? freeName('routedTask', signature.names) : 'routed';
  const base = reachBase(name, context);
  // What no base would pass on is not lost where the work can be called directly.
  const alone = context.redeclares ? signature.further.map((test) => `${test} && `).join('') : '';
  // None of the overloads need fit the implementation.
  const direct = overloads.length > 0 ? reflected(signature.direct) : signature.direct;
  return {
    heads: [
      ...overloads.map((overload) => text.slice(overload.head, overload.end)),
      `${headOf(member, signature.async, context)}(${signature.list})${signature.result} {`,
    ],
    body: [
      `${base}${context.inline ? ';' : end}`,
      `return ${alone}typeof ${name} === ${quote}function${quote} ? ${name}.${signature.routed} : ${direct}${end}`,
    ],
  };
}

/** In brackets TypeScript lets even an abstract method pass. */
function reachBase(
  name: string,
  { typescript, checked, style: { quote } }: WrapperContext,
): string {
  const inBrackets = `super[${quote}performTask${quote}]`;
  if (typescript) return `const ${name}: unknown = ${inBrackets}`;
  return checked
    ? `/** @type {unknown} */ const ${name} = ${inBrackets}`
    : `const ${name} = super.performTask`;
}

/** `this.performTaskImpl(a, b)` without the type checker's eye on it. */
function reflected(call: string): string {
  const passed = call.slice(call.indexOf('(') + 1, -1);
  return `Reflect.apply(this.performTaskImpl, this, [${passed}])`;
}

function headOf(
  member: TaskMember,
  isAsync: boolean,
  { text, typescript, overridesBase }: WrapperContext,
): string {
  const { accessibility, override, typeParameters: generics } = member;
  const words = [
    accessibility,
    override !== undefined || (typescript && overridesBase) ? 'override' : undefined,
    isAsync ? 'async' : undefined,
    `performTask${generics === undefined ? '' : text.slice(generics.start, generics.end)}`,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}
