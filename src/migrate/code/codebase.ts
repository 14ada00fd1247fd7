import type { ModuleResolver, SourceReader } from '../../core/source-ports.ts';
import { type Collect, type FileFacts, factsOf } from './facts/file-facts.ts';
import { languageOf, type ParsedSource, type SourceParser } from './syntax/parse-source.ts';
import type { Interest } from './syntax/hollow.ts';
import { decodeSource, type SourceText } from './syntax/source-text.ts';

/** What reading the code of a project takes. */
export interface CodePorts {
  readonly reader: SourceReader;
  readonly resolver: ModuleResolver;
  readonly parser: SourceParser;
}

/** Where a file does not parse. */
type ParseFailure = Extract<ParsedSource, { kind: 'failed' }>;

/** A file that was looked at. */
export type LoadedFile<Details> =
  | {
      readonly kind: 'loaded';
      readonly facts: FileFacts<Details>;
      readonly source: SourceText;
      /** Codes of the mistakes of meaning that it has, see {@link ParsedSource}. */
      readonly recovered: readonly string[];
    }
  | { readonly kind: 'failed'; readonly failure: ParseFailure }
  /** Nothing is there to read. */
  | { readonly kind: 'absent' };

/** The code of a project as one migration sees it: each file is read and parsed once, when it is first asked for. */
export class Codebase<Details> {
  readonly #ports: CodePorts;
  readonly #collect: Collect<Details>;
  readonly #interest: Interest;
  readonly #files = new Map<string, LoadedFile<Details>>();

  /** @param interest what `collect` looks for: trees may lack the rest */
  constructor(ports: CodePorts, collect: Collect<Details>, interest: Interest) {
    this.#ports = ports;
    this.#collect = collect;
    this.#interest = interest;
  }

  /** @param path absolute, links resolved */
  load(path: string): LoadedFile<Details> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const loaded = this.#read(path);
    this.#files.set(path, loaded);
    return loaded;
  }

  /** Where an import of a file leads. */
  resolve(from: string, specifier: string): ReturnType<ModuleResolver['resolve']> {
    return this.#ports.resolver.resolve(from, specifier);
  }

  #read(path: string): LoadedFile<Details> {
    const bytes = this.#ports.reader.read(path);
    if (bytes === undefined) return { kind: 'absent' };
    const source = decodeSource(bytes);
    const { text } = source;
    const parsed = this.#ports.parser.parse(path, text, this.#interest);
    if (parsed.kind === 'failed') return { kind: 'failed', failure: parsed };
    const file = { path, text, language: languageOf(path), program: parsed.program };
    const { recovered } = parsed;
    return { kind: 'loaded', facts: factsOf(file, this.#collect), source, recovered };
  }
}
