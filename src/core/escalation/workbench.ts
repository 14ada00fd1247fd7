/** How a program ended. */
export interface ProgramEnd {
  /** Undefined when it did not end by itself: it took too long, wrote too much, or a signal ended it. */
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  /** The end of what it wrote, both outputs as they came. */
  readonly output: string;
}

/** How a program is run. */
export interface ProgramOptions {
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly input?: string | undefined;
  /** Mebibytes of data for each process, where the system can hold them to it. */
  readonly memoryMb?: number | undefined;
}

/** A copy of a project that may be changed. Paths are relative to it, with forward slashes. */
export interface ProjectCopy {
  /** The version of the Node.js that `node` stands for, without what follows the first dot. */
  readonly nodeMajor: number;
  /** Undefined when there is no such file, or the path leads out of the copy. */
  read(path: string): Promise<string | undefined>;
  /** @returns false where the path leads out of the copy, by `..` or by a link: nothing is written then */
  write(path: string, content: string): Promise<boolean>;
  /**
   * Runs a program in it, without a shell; `node` is the Node.js that runs aqe. It sees neither the network, where the system allows that, nor the
   * environment, but for PATH and what the language needs: what a model wrote must not find a key.
   */
  run(command: readonly string[], options: ProgramOptions): Promise<ProgramEnd>;
}

/** Where answers are tried without harm to the project. */
export interface Workbench {
  /** A text file of the project itself, up to 4 MiB; undefined when there is none, or the path leads out of the project. */
  read(path: string): Promise<string | undefined>;
  /** Lends a copy of the project, and removes it afterwards. Installed packages are shared. */
  withCopy<T>(work: (copy: ProjectCopy) => Promise<T>): Promise<T>;
}
