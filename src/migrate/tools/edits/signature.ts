import type { Parameter } from '../../code/members/parameters.ts';
import type { Span } from '../../code/syntax/path-at.ts';
import type { ToolMember } from '../tool-member.ts';

/** The head of executeStreaming, and what it passes on. */
export interface StreamingSignature {
  readonly parameters: string;
  /** What the method of the tool is called with. */
  readonly values: string;
  /** `: Promise<R>`; empty where nothing is said of it. */
  readonly result: string;
  /** The name of the second parameter. */
  readonly callbacks: string;
}

interface SignatureContext {
  readonly text: string;
  /** How the file names StreamCallbacks; undefined in JavaScript. */
  readonly type: string | undefined;
}

/** The names that the body of executeStreaming declares before it calls the method. */
const taken = new Set(['startedAt', 'streamId', 'report', 'data', 'chunk', 'duration', 'metadata']);

/** The parameters of the method, with the callbacks as the second. */
export function streamingSignature(
  member: ToolMember,
  context: SignatureContext,
): StreamingSignature {
  const { text, type } = context;
  const result = type === undefined ? '' : resultOf(member, text);
  const names = namesOf(member.parameters);
  const callbacks = names.includes('callbacks') ? 'streamCallbacks' : 'callbacks';
  const [first = firstOfNone(type), ...further] = member.parameters.map((parameter, index) =>
    declared(parameter, { ...context, member, index, name: names[index] ?? '' }),
  );
  const second = type === undefined ? callbacks : `${callbacks}: ${type}`;
  return {
    parameters: [first, second, ...further].join(', '),
    values: member.parameters
      .map(({ kind }, index) => `${kind === 'rest' ? '...' : ''}${names[index] ?? ''}`)
      .join(', '),
    result,
    callbacks,
  };
}

/** The method takes nothing: what callers pass all the same is of no interest. */
function firstOfNone(type: string | undefined): string {
  return type === undefined ? '_params' : '_params: unknown';
}

/** The method's own names, where the body does not need them for something else. */
function namesOf(parameters: readonly Parameter[]): string[] {
  const own = parameters.map(({ name }) => name);
  return own.map((name, index) => {
    if (name !== undefined && !taken.has(name)) return name;
    const wanted = index === 0 ? 'params' : `argument${index + 1}`;
    return own.includes(wanted) ? `${wanted}OfTool` : wanted;
  });
}

interface DeclaredContext extends SignatureContext {
  readonly member: ToolMember;
  readonly index: number;
  readonly name: string;
}

function declared(parameter: Parameter, context: DeclaredContext): string {
  const { name, type } = context;
  if (type === undefined) return (parameter.kind === 'rest' ? '...' : '') + name;
  return parameter.annotation === undefined
    ? withoutType(parameter, context)
    : withType(parameter, slice(parameter.annotation, context.text), context);
}

/** @param annotation with its colon */
function withType(
  { kind, optional }: Parameter,
  annotation: string,
  { name, index }: DeclaredContext,
): string {
  if (kind === 'rest') return `...${name}${annotation}`;
  if (!optional) return `${name}${annotation}`;
  if (index > 0) return `${name}?${annotation}`;
  // The callbacks, which must be given, follow.
  const plain = annotation.replace(/^:\s*/, '');
  const isOpen = /=>|\bextends\b/.test(plain);
  return `${name}: ${isOpen ? `(${plain})` : plain} | undefined`;
}

/** The method's parameter is `any`, or what its default is, or what the type of a property says. */
function withoutType(parameter: Parameter, { name, index, member, text }: DeclaredContext): string {
  const { kind, name: own } = parameter;
  if (kind === 'rest') return `...${name}: any[]`;
  if (member.alias !== undefined) {
    return `${name}: Parameters<${slice(member.alias, text)}>[${index}]`;
  }
  if (kind === 'default' && own !== undefined) {
    return name + slice(parameter, text).slice(own.length);
  }
  return kind === 'name' && !parameter.optional ? `${name}: unknown` : `${name}: any`;
}

function resultOf({ result, alias }: ToolMember, text: string): string {
  if (result !== undefined) {
    const type = slice(result, text);
    return result.promise ? `: ${type}` : `: Promise<${type}>`;
  }
  return alias === undefined ? '' : `: Promise<Awaited<ReturnType<${slice(alias, text)}>>>`;
}

function slice({ start, end }: Span, text: string): string {
  return text.slice(start, end);
}
