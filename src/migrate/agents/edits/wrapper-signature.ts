import type { Parameter } from '../../code/members/parameters.ts';
import type { Span } from '../../code/syntax/path-at.ts';
import { withoutSelection } from '../selection-name.ts';
import type { TaskMember } from '../task-member.ts';

/** The wrapper's parameters and result, and how it passes them on. */
export interface WrapperSignature {
  /** Between the parentheses. */
  readonly list: string;
  /** `: Promise<any>`; empty where nothing is said. */
  readonly result: string;
  readonly async: boolean;
  /** Names that the wrapper's own constant must not have. */
  readonly names: readonly string[];
  /** The call of the base's method, without its object: `call(this, task)`. */
  readonly routed: string;
  readonly direct: string;
  /** Parameters that no base passes on: with them the work is called directly. */
  readonly further: readonly string[];
}

interface SignatureContext {
  readonly text: string;
  readonly typescript: boolean;
  /** It is JavaScript, and TypeScript checks its types. */
  readonly checked: boolean;
}

/** Derives the signature of the wrapper from the method that was renamed. */
export function wrapperSignature(
  member: TaskMember,
  { text, typescript, checked }: SignatureContext,
): WrapperSignature {
  const { functionType, propertyType } = member;
  const isTyped = member.parameters.some(({ annotation }) => annotation !== undefined);
  const isNamedType = propertyType !== undefined && functionType === undefined && !isTyped;
  if (typescript && isNamedType) return ofNamedType(slice(propertyType, text));
  const typed = isTyped ? undefined : functionType;
  const parameters = withoutSelection(typed?.parameters ?? member.parameters, text);
  const passed =
    parameters.length === 0
      ? withoutParameters({ typescript, checked })
      : passedOn(parameters, { text, typescript });
  return { ...passed, result: resultOf(member, typed?.result, text), async: member.async };
}

function resultOf({ returnType }: TaskMember, inType: Span | undefined, text: string): string {
  if (returnType !== undefined || inType === undefined) return slice(returnType, text);
  return `: ${slice(inType, text)}`;
}

type PassedOn = Omit<WrapperSignature, 'result' | 'async'>;

/** `performTask: TaskFunction = async (task) => …`: only the type knows what the parameters are. */
function ofNamedType(type: string): WrapperSignature {
  return {
    list: `...task: Parameters<${type}>`,
    result: `: ReturnType<${type}>`,
    async: false,
    names: ['task'],
    routed: 'apply(this, task)',
    direct: 'this.performTaskImpl(...task)',
    further: [],
  };
}

/** The base routes by the task, which the method itself does not look at; a class below it may. */
function withoutParameters({
  typescript,
  checked,
}: Pick<SignatureContext, 'checked' | 'typescript'>): PassedOn {
  const common = { names: ['task'], routed: 'apply(this, task)', further: [] };
  if (!typescript && !checked) {
    return { ...common, list: '...task', direct: 'this.performTaskImpl(...task)' };
  }
  // To TypeScript the method takes nothing.
  const direct = 'Reflect.apply(this.performTaskImpl, this, task)';
  return {
    ...common,
    list: typescript ? '...task: unknown[]' : '/** @type {unknown[]} */ ...task',
    direct,
  };
}

function passedOn(
  parameters: readonly Parameter[],
  context: { readonly text: string; readonly typescript: boolean },
): PassedOn {
  const names = namesOf(parameters);
  const list = parameters
    .map((parameter, index) => declared(parameter, names[index] ?? '', context))
    .join(', ');
  const values = parameters.map(({ kind }, index) => (kind === 'rest' ? '...' : '') + names[index]);
  const [first = '', ...others] = values;
  if (parameters[0]?.kind === 'rest') {
    const routed = `apply(this, ${names[0] ?? ''})`;
    return { list, names, routed, direct: `this.performTaskImpl(${first})`, further: [] };
  }
  const moved = others.length > 0 ? [first, 'undefined', ...others] : values;
  return {
    list,
    names,
    routed: `call(${['this', ...values].join(', ')})`,
    direct: `this.performTaskImpl(${moved.join(', ')})`,
    further: parameters.slice(1).map(({ kind }, index) => {
      const name = names[index + 1] ?? '';
      return kind === 'rest' ? `${name}.length === 0` : `${name} === undefined`;
    }),
  };
}

/** Names for all of them; what is destructured gets one that no other has. */
function namesOf(parameters: readonly Parameter[]): string[] {
  const taken = parameters.flatMap(({ name = [] }) => name);
  return parameters.map(({ name }, index) => {
    if (name !== undefined) return name;
    const free = freeName(index === 0 ? 'task' : `argument${index + 1}`, taken);
    taken.push(free);
    return free;
  });
}

/** The name, or a longer one where that is taken. */
export function freeName(wanted: string, taken: readonly string[]): string {
  return taken.includes(wanted) ? freeName(`${wanted}Given`, taken) : wanted;
}

function declared(
  parameter: Parameter,
  name: string,
  { text, typescript }: { readonly text: string; readonly typescript: boolean },
): string {
  const { kind, optional, annotation } = parameter;
  if (kind === 'rest') return `...${name}${slice(annotation, text)}`;
  if (!typescript) return name;
  if (annotation !== undefined) return `${name}${optional ? '?' : ''}${slice(annotation, text)}`;
  if (kind === 'default') return `${name}?: ${typeOfDefault(slice(parameter, text))}`;
  return parameter.name === undefined ? `${name}: any` : name;
}

/** What `retries = 3` says of its type. The default itself stays with the work: here it must be seen whether a value was given. */
function typeOfDefault(parameter: string): string {
  const value = parameter.slice(parameter.lastIndexOf('=') + 1).trim();
  if (/^-?\d[\d._]*$/.test(value)) return 'number';
  if (/^(['"`]).*\1$/s.test(value)) return 'string';
  return value === 'true' || value === 'false' ? 'boolean' : 'any';
}

function slice(span: Span | undefined, text: string): string {
  return span === undefined ? '' : text.slice(span.start, span.end);
}
