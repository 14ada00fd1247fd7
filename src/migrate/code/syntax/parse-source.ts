import type { ParseResult, ParserOptions, ParserPlugin } from '@babel/parser';
import type { Program } from '@babel/types';

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
export type SourceParser = (path: string, text: string) => ParsedSource;

/** The language of a path. */
export function languageOf(path: string): Language {
  if (/\.d\.[cm]?ts$/i.test(path)) return 'declarations';
  return /\.([cm]?ts|tsx)$/i.test(path) ? 'typescript' : 'javascript';
}

/**
 * Loads Babel's parser: pure JavaScript, 50 ms to import (TypeScript's takes 290), and faster on Node 20 than parsers in
 * native code, which must hand over the whole tree as JSON (docs/decisions/010).
 */
export async function loadParser(): Promise<SourceParser> {
  const { parse } = await import('@babel/parser');
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
