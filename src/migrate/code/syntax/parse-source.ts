import { createRequire } from 'node:module';
import type { parse as Parse, ParseResult, ParserOptions, ParserPlugin } from '@babel/parser';
import type { Program } from '@babel/types';
import { type Hollow, hollow, type Interest, isHollow } from './hollow.ts';
import { loadSyntaxCheck } from './syntax-check.ts';

/** What a file's ending says of its language. */
export type Language = 'typescript' | 'javascript' | 'declarations';

/** A syntax tree, or where and why there is none. Line and column count from 1. */
export type ParsedSource =
  | {
      readonly kind: 'parsed';
      readonly program: Program;
      /** Codes of the mistakes of meaning that the parser recovered from. */
      readonly recovered: readonly string[];
    }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly line: number;
      readonly column: number;
    };

/** Parses one text; the path decides on the language. */
export interface SourceParser {
  /** @param interest the tree may lack what is of none, see {@link hollow} */
  parse(path: string, text: string, interest: Interest): ParsedSource;
  /** The same for what edits made of such a text: what was of no interest in it was found sound, and is unchanged. */
  parseAgain(path: string, text: string, interest: Interest): ParsedSource;
}

/** The language of a path. */
export function languageOf(path: string): Language {
  if (/\.d\.[cm]?ts$/i.test(path)) return 'declarations';
  return /\.([cm]?ts|tsx)$/i.test(path) ? 'typescript' : 'javascript';
}

/**
 * Loads Babel's parser: pure JavaScript, and faster on Node 20 than parsers in native code, which must hand over the whole tree as
 * JSON (docs/decisions/011). That such code is sound a native one can say at a tenth of the cost: then the tree needs to hold only what matters.
 */
export async function loadParser(): Promise<SourceParser> {
  const isSound = await loadSyntaxCheck();
  const parseWhole = babel();
  const parseHollow = (path: string, wanted: Hollow | undefined): ParsedSource | undefined => {
    const parsed = wanted && parseWhole(path, wanted.text);
    return wanted && parsed?.kind === 'parsed' && isHollow(parsed.program, wanted)
      ? parsed
      : undefined;
  };
  return {
    parse: (path, text, interest) => {
      const wanted = hollowed(path, text, interest);
      const sound = wanted && isSound(path, text) ? wanted : undefined;
      // Else the whole text must be parsed, if only to say what is wrong with it.
      return parseHollow(path, sound) ?? parseWhole(path, text);
    },
    parseAgain: (path, text, interest) =>
      parseHollow(path, hollowed(path, text, interest)) ?? parseWhole(path, text),
  };
}

/** Of TypeScript only: elsewhere there may be JSX, whose text is like no code, or Flow. */
function hollowed(path: string, text: string, interest: Interest): Hollow | undefined {
  return /(?<!\.d)\.[cm]?ts$/i.test(path) ? hollow(text, interest) : undefined;
}

/**
 * Not imported but required: before an import Node looks through half a megabyte for the names of exports, which takes
 * as long as loading it.
 */
function babel(): (path: string, text: string) => ParsedSource {
  const { parse }: { parse: typeof Parse } = createRequire(import.meta.url)('@babel/parser');
  return (path, text) => {
    let first: ParsedSource | undefined;
    for (const plugins of dialects(path, text)) {
      const parsed = attempt(() =>
        parse(text, { ...options, sourceType: sourceType(path), plugins }),
      );
      if (parsed.kind === 'parsed') return parsed;
      // What the likeliest dialect has to say is what a person wants to read.
      first ??= parsed;
    }
    return first ?? failure('no dialect fits');
  };
}

const options: ParserOptions = {
  attachComment: false,
  // Reported instead of thrown: what only a type checker or a linter would mind must not stop a migration.
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  allowAwaitOutsideFunction: true,
  allowNewTargetOutsideFunction: true,
};

function attempt(work: () => ParseResult): ParsedSource {
  try {
    return checked(work());
  } catch (error) {
    return failure(error);
  }
}

function sourceType(path: string): 'unambiguous' | 'module' {
  return /\.[cm]?js$|\.cts$/i.test(path) ? 'unambiguous' : 'module';
}

/** Plugins to try, one set after the other. */
function dialects(path: string, text: string): ParserPlugin[][] {
  const common: ParserPlugin[] = [
    'decoratorAutoAccessors',
    'explicitResourceManagement',
    'deprecatedImportAssert',
  ];
  const language = languageOf(path);
  const own = pluginsFor(path, text);
  // Parameter decorators, which TypeScript users have, are only in the older proposal; `export @dec class` only in the newer.
  const usual: ParserPlugin[][] = [[...common, 'decorators-legacy', ...own]];
  if (text.includes('@')) usual.push([...common, 'decorators', ...own]);
  if (language === 'javascript' && !own.includes('flow')) {
    usual.push([...common, 'decorators-legacy', ...own, 'flow']);
  }
  return usual;
}

function pluginsFor(path: string, text: string): ParserPlugin[] {
  const language = languageOf(path);
  if (language === 'declarations') return [['typescript', { dts: true }]];
  if (language === 'javascript') return text.includes('@flow') ? ['jsx', 'flow'] : ['jsx'];
  return /\.tsx$/i.test(path) ? ['typescript', 'jsx'] : ['typescript'];
}

/** Babel recovers from some mistakes of grammar too. Those of meaning (a name declared twice, …) leave the tree sound. */
const semantic =
  /^(VarRedeclaration|DuplicateExport|DuplicateDefaultExport|ModuleExportUndefined|DuplicateConstructor|PrivateNameRedeclaration|InvalidPrivateFieldResolution|UndefinedPrivateName|InvalidEscapedReservedWord|StrictDelete|StrictEvalArguments|StrictOctalLiteral|StrictNumericEscape|StrictWith|StrictFunction|ParamDupe|DuplicateProto|LabelRedeclaration|IllegalBreakContinue|UnexpectedReservedWord|ImportOutsideModule|ImportMetaOutsideModule|AwaitBindingIdentifier|YieldBindingIdentifier|AwaitExpressionFormalParameter|[A-Z]\w*(Modifier|Abstract|Declare|Override|Accessibility|Parameter|Ambient|Initializer|ReadonlyForMethod|Optional|Index)\w*)$/;

function checked({ errors, program }: ParseResult): ParsedSource {
  const grave = errors?.find(({ reasonCode }) => !semantic.test(reasonCode));
  if (grave !== undefined) return failure(grave);
  const recovered = errors?.map(({ reasonCode }) => reasonCode) ?? [];
  return { kind: 'parsed', program, recovered };
}

function failure(error: unknown): ParsedSource {
  const message = error instanceof Error ? error.message : String(error);
  const { line, column } = placeOf(error);
  return { kind: 'failed', message: message.replace(/\s*\(\d+:\d+\)$/, ''), line, column };
}

function placeOf(error: unknown): { line: number; column: number } {
  if (typeof error !== 'object' || error === null || !('loc' in error))
    return { line: 1, column: 1 };
  const { loc } = error;
  if (typeof loc !== 'object' || loc === null || !('line' in loc) || !('column' in loc)) {
    return { line: 1, column: 1 };
  }
  return { line: Number(loc.line), column: Number(loc.column) + 1 };
}
