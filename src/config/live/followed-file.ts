import type { Files, Scheduler, WatchFile } from '../../core/ports.ts';
import { Recurring } from '../../core/recurring.ts';
import { type ConfigDocument, MAX_CONFIG_BYTES } from '../document/parse.ts';
import { configFile } from '../effective/config-file.ts';
import type { Environment } from '../effective/layers.ts';
import { problemText } from './problem-text.ts';
import { readFleet } from '../validate/read-fleet.ts';

/** Which file, and how to look at it. */
interface FollowedSource {
  readonly files: Files;
  readonly file: string | undefined;
  readonly env: Environment;
  readonly watchFile: WatchFile;
}

interface FollowFile {
  /** Throws for content that cannot be used. */
  readonly check: (document: ConfigDocument) => void;
  /** There is another good content. */
  readonly onDocument: () => void;
  /** The content, or the lack of it, cannot be used; the last good one stays. */
  readonly onProblem: (problem: string) => void;
  readonly scheduler: Scheduler;
  readonly pollMs: number;
}

/** A configuration that may change while it is used. Its content decides, not its time: a swapped link changes no time. */
export class FollowedFile {
  readonly #source: FollowedSource;
  readonly #path: string;
  #good: Uint8Array | undefined;
  #bad: Uint8Array | undefined;
  #document: ConfigDocument | undefined;
  #problem: string | undefined;
  #looks: Recurring | undefined;
  #unwatch: (() => void) | undefined;

  private constructor(source: FollowedSource, path: string) {
    this.#source = source;
    this.#path = path;
  }

  /**
   * Reads the configuration that is meant: the named one, else $CONFIG_FILE, else config/fleet.yaml. Only the last one need not be there.
   * @throws AqeError FILE_…, CONFIG_…
   */
  static async open(source: FollowedSource): Promise<FollowedFile> {
    const { path, named } = configFile(source.file, source.env);
    const followed = new FollowedFile(source, path);
    if (!named && (await source.files.info(path)) === undefined) return followed;
    followed.#good = await followed.#read();
    followed.#document = await readFleet(followed.#good, path);
    return followed;
  }

  /** The last good content; undefined when there is no file. */
  get document(): ConfigDocument | undefined {
    return this.#document;
  }

  /** Why the file as it is now is not used. */
  get problem(): string | undefined {
    return this.#problem;
  }

  follow(options: FollowFile): void {
    const { watchFile } = this.#source;
    const { scheduler, pollMs: everyMs } = options;
    this.#looks = new Recurring(async () => this.#look(options), { scheduler, everyMs });
    this.#unwatch = watchFile(this.#path, () => void this.look());
  }

  async look(): Promise<void> {
    await this.#looks?.ask();
  }

  async stop(): Promise<void> {
    this.#unwatch?.();
    await this.#looks?.stop();
  }

  async #look(options: FollowFile): Promise<void> {
    if (this.#good === undefined && !(await this.#isThere())) {
      this.#problem = undefined;
      return;
    }
    let content: Uint8Array | undefined;
    try {
      content = await this.#read();
      // Judged before: it is said once.
      if (isSame(content, this.#bad)) return;
      if (isSame(content, this.#good)) this.#problem = undefined;
      else await this.#take(content, options);
      this.#bad = undefined;
    } catch (error) {
      this.#bad = content;
      this.#refuse(error, options);
    }
  }

  async #take(content: Uint8Array, { check, onDocument }: FollowFile): Promise<void> {
    const document = await readFleet(content, this.#path);
    check(document);
    this.#good = content;
    this.#document = document;
    this.#problem = undefined;
    onDocument();
  }

  #refuse(error: unknown, { onProblem }: FollowFile): void {
    const problem = problemText(error, this.#path);
    const isNew = problem !== this.#problem;
    this.#problem = problem;
    if (isNew) onProblem(problem);
  }

  async #isThere(): Promise<boolean> {
    const { files } = this.#source;
    return files.info(this.#path).then(
      (info) => info !== undefined,
      () => false,
    );
  }

  async #read(): Promise<Uint8Array> {
    return this.#source.files.read(this.#path, MAX_CONFIG_BYTES);
  }
}

function isSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return (
    other !== undefined &&
    one.length === other.length &&
    one.every((byte, index) => byte === other[index])
  );
}
