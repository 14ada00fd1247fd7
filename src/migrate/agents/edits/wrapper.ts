import type { Edit } from '../../../config/document/splice.ts';
import type { Parameter } from '../../code/members/parameters.ts';
import { placeAfter } from '../../code/members/place-after.ts';
import type { Span } from '../../code/syntax/path-at.ts';
import type { FileStyle } from '../../code/types/file-style.ts';
import { withoutSelection } from '../selection-name.ts';
import type { TaskMember } from '../task-member.ts';

/** What a wrapper depends on besides the method itself. */
export interface WrapperContext {
  readonly text: string;
  readonly style: FileStyle;
  readonly typescript: boolean;
  /** Its base is known to have a performTask with a body: TypeScript may want `override`. */
  readonly overridesBase: boolean;
}

/** What stands above the wrapper. */
export const wrapperComment =
  '/** On 1.0.5 the base has its own performTask, which selects a model and calls performTaskImpl; on 1.0.4 it has none. */';

/**
 * The method that keeps 1.0.4 working. Only there is performTaskImpl called from here: the base of 1.0.5 routes, and an ordinary method of this name would hide that.
 * @param member the method that was renamed
 */
export function insertWrapper(member: TaskMember, context: WrapperContext): Edit {
  const { text, style } = context;
  const place = placeAfter(member, text);
  const [head, ...body] = wrapperLines(member, context);
  if (place.indent === undefined) {
    // Nothing but a semicolon parts a field or a signature from what follows on its line.
    const isOpen = member.kind !== 'method' && text.charAt(member.end - 1) !== ';';
    const inline = `${isOpen ? ';' : ''} ${head} ${body.join(' ')} }`;
    return { start: place.at, end: place.at, text: inline };
  }
  const { indent } = place;
  const step = indent.startsWith('\t') ? '\t' : style.indent;
  const lines = [wrapperComment, head, ...body.map((line) => step + line), '}'].map(
    (line) => indent + line,
  );
  const after = `${style.eol}${style.eol}${lines.join(style.eol)}`;
  return { start: place.at, end: place.at, text: after };
}

/** The head, then the statements of the body. */
function wrapperLines(member: TaskMember, context: WrapperContext): readonly [string, ...string[]] {
  const { style, typescript } = context;
  const end = style.semicolons ? ';' : '';
  const quote = style.quote;
  const parameters = withoutSelection(typedParameters(member), context.text);
  const name = parameters.some((parameter) => parameter.name === 'routed')
    ? 'routedTask'
    : 'routed';
  const base = typescript
    ? `const ${name}: unknown = super[${quote}performTask${quote}]`
    : `const ${name} = super.performTask`;
  const { list, routed, direct } = passedOn(member, parameters, context);
  return [
    `${headOf(member, context)}(${list})${returnType(member, context.text)} {`,
    `${base};`.replace(/;$/, end === '' && isOnOwnLine(member, context.text) ? '' : ';'),
    `return typeof ${name} === ${quote}function${quote} ? ${name}.${routed} : ${direct}${end}`,
  ];
}

/** Those of the property's type, when the function itself has no types. */
function typedParameters({ parameters, functionType }: TaskMember): readonly Parameter[] {
  const isTyped = parameters.some(({ annotation }) => annotation !== undefined);
  return functionType === undefined || isTyped ? parameters : functionType.parameters;
}

function returnType({ returnType: own, functionType }: TaskMember, text: string): string {
  if (own !== undefined || functionType?.result === undefined) return slice(own, text);
  return `: ${slice(functionType.result, text)}`;
}

function isOnOwnLine(member: TaskMember, text: string): boolean {
  return placeAfter(member, text).indent !== undefined;
}

function headOf(member: TaskMember, { text, typescript, overridesBase }: WrapperContext): string {
  const words = [
    member.accessibility,
    member.override !== undefined || (typescript && overridesBase) ? 'override' : undefined,
    member.async ? 'async' : undefined,
    `performTask${slice(member.typeParameters, text)}`,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}

function slice(span: Span | undefined, text: string): string {
  return span === undefined ? '' : text.slice(span.start, span.end);
}

/** The wrapper's parameters, and the two calls that pass them on. */
interface PassedOn {
  readonly list: string;
  readonly routed: string;
  readonly direct: string;
}

function passedOn(
  member: TaskMember,
  parameters: readonly Parameter[],
  context: WrapperContext,
): PassedOn {
  if (parameters.length === 0) return withoutParameters(member, context);
  const names = namesOf(parameters);
  const list = parameters.map((parameter, index) =>
    declared(parameter, names[index] ?? '', context),
  );
  const values = parameters.map(({ kind }, index) => (kind === 'rest' ? '...' : '') + names[index]);
  const [first = '', ...further] = values;
  if (parameters[0]?.kind === 'rest') {
    const { name = 'task' } = parameters[0];
    return {
      list: list.join(', '),
      routed: `apply(this, ${name})`,
      direct: `this.performTaskImpl(${first})`,
    };
  }
  const moved = further.length > 0 ? [first, 'undefined', ...further] : values;
  return {
    list: list.join(', '),
    routed: `call(${['this', ...values].join(', ')})`,
    direct: `this.performTaskImpl(${moved.join(', ')})`,
  };
}

/** The base routes by the task, which the method itself does not look at. */
function withoutParameters({ names }: TaskMember, { typescript }: WrapperContext): PassedOn {
  const routed = 'apply(this, task)';
  if (!typescript) {
    return { list: '...task', routed, direct: 'this.performTaskImpl(...task)' };
  }
  const direct = names.has('arguments')
    ? 'Reflect.apply(this.performTaskImpl, this, task)'
    : 'this.performTaskImpl()';
  return { list: '...task: unknown[]', routed, direct };
}

/** Names for all of them; what is destructured gets one that no other has. */
function namesOf(parameters: readonly Parameter[]): string[] {
  const taken = new Set(parameters.map(({ name }) => name));
  return parameters.map(({ name }, index) => {
    if (name !== undefined) return name;
    const wanted = index === 0 ? 'task' : `argument${index + 1}`;
    return taken.has(wanted) ? `${wanted}Given` : wanted;
  });
}

function declared(
  { kind, optional, annotation }: Parameter,
  name: string,
  { text, typescript }: WrapperContext,
): string {
  if (kind === 'rest') return `...${name}${slice(annotation, text)}`;
  return `${name}${typescript && optional ? '?' : ''}${slice(annotation, text)}`;
}
