import type { Edit } from '../../../config/document/splice.ts';
import { placeAfter } from '../../code/members/place-after.ts';
import type { FileStyle } from '../../code/types/file-style.ts';
import type { StreamingName } from '../collect-tools.ts';
import type { ToolMember } from '../tool-member.ts';
import { type StreamingSignature, streamingSignature } from './signature.ts';

/** What the two members depend on besides the method itself. */
export interface StreamingContext {
  readonly text: string;
  readonly style: FileStyle;
  /** How the file names StreamCallbacks; undefined in JavaScript. */
  readonly type: string | undefined;
  /** What has the types that callers see. */
  readonly signature: ToolMember;
  /** Those of the two that the base has already: TypeScript may want `override`. */
  readonly overridden: ReadonlySet<StreamingName>;
}

/** The two members of a tool that streams, directly behind the method that does its work. */
export function insertStreaming(member: ToolMember, context: StreamingContext): Edit {
  const { text, style } = context;
  const { at, indent } = placeAfter(member, text);
  const lineStart = text.lastIndexOf('\n', member.start - 1) + 1;
  const outer = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const step = outer.startsWith('\t') ? '\t' : style.indent;
  const own = indent ?? outer + step;
  const lines = [...supportsLines(context), '', ...executeLines(member, context)].map((line) =>
    laidOut(line, { own, step, semicolons: style.semicolons }),
  );
  const added = `${style.eol}${style.eol}${lines.join(style.eol)}`;
  if (indent !== undefined) return { start: at, end: at, text: added };
  // Other code is on the lines of the method: it goes to a line of its own.
  const [blank = ''] = /^[ \t]*;?[ \t]*/.exec(text.slice(at)) ?? [];
  const closing = text.charAt(at + blank.length) === '}' ? outer : own;
  return { start: at, end: at + blank.length, text: blank.trim() + added + style.eol + closing };
}

interface Layout {
  readonly own: string;
  readonly step: string;
  readonly semicolons: boolean;
}

/** A line of ours, which is written with two spaces a step and with semicolons, as the file has it. */
function laidOut(line: string, { own, step, semicolons }: Layout): string {
  if (line === '') return '';
  const code = line.trimStart();
  const depth = (line.length - code.length) / 2;
  return own + step.repeat(depth) + (semicolons ? code : code.replace(/;$/, ''));
}

function supportsLines(context: StreamingContext): string[] {
  const result = context.type === undefined ? '' : ': boolean';
  return [
    `${modifiers('supportsStreaming', context)}supportsStreaming()${result} {`,
    '  return true;',
    '}',
  ];
}

function modifiers(
  name: StreamingName,
  { signature: { accessibility }, overridden, type }: StreamingContext,
): string {
  const words = [
    accessibility,
    type !== undefined && overridden.has(name) ? 'override' : undefined,
  ].filter((word) => word !== undefined);
  return words.map((word) => `${word} `).join('');
}

/**
 * Whatever the callbacks throw is caught, so that it neither counts as a failure of the tool nor takes its result away;
 * what is caught behind them can only come from the tool.
 */
function executeLines({ method }: ToolMember, context: StreamingContext): string[] {
  const { text, signature, type, style } = context;
  const head = streamingSignature(signature, { text, type });
  const { typeParameters, typeArguments } = signature;
  const generics = typeParameters ? text.slice(typeParameters.start, typeParameters.end) : '';
  const types = typeArguments.length > 0 ? `<${typeArguments.join(', ')}>` : '';
  const name = `${modifiers('executeStreaming', context)}async executeStreaming${generics}`;
  return [
    `/** Runs ${method}() and reports its result as one chunk; report more often where the work allows it. */`,
    `${name}(${head.parameters})${head.result} {`,
    ...bodyLines(`this.${method}${types}(${head.values})`, head, {
      none: `${style.quote}none${style.quote}`,
      typescript: type !== undefined,
    }),
    '}',
  ];
}

function bodyLines(
  call: string,
  { callbacks }: StreamingSignature,
  { none, typescript }: { readonly none: string; readonly typescript: boolean },
): string[] {
  return [
    '  const startedAt = Date.now();',
    '  const streamId = `${this.constructor.name}-${startedAt}`;',
    typescript ? '  const report = (send: () => void): void => {' : '  const report = (send) => {',
    '    try {',
    '      send();',
    '    } catch {',
    '      // A callback that fails is no failure of the tool.',
    '    }',
    '  };',
    `  report(() => ${callbacks}.onStart?.({ streamId, modelName: ${none}, capabilities: [] }));`,
    '  try {',
    `    const data = await ${call};`,
    '    const chunk = { id: `${streamId}-0`, sequence: 0, data, partial: false, timestamp: new Date() };',
    '    const duration = Date.now() - startedAt;',
    `    const metadata = { totalChunks: 1, totalTokens: 0, duration, model: ${none} };`,
    `    report(() => ${callbacks}.onChunk?.(chunk));`,
    `    report(() => ${callbacks}.onComplete?.({ data, metadata }));`,
    '    return data;',
    '  } catch (error) {',
    '    const message = error instanceof Error ? error.message : String(error);',
    `    report(() => ${callbacks}.onError?.({ message, cause: error }));`,
    '    throw error;',
    '  }',
  ];
}
