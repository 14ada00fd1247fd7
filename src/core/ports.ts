/** The time, so that tests can say what it is. */
export interface Clock {
  now(): Date;
}

/** How {@link Files.write} treats what is already there. */
export interface WriteOptions {
  /** Replace an existing file. When false, an existing file is an error and stays as it is. */
  readonly overwrite: boolean;
  /** Permission bits of a new file; an existing one keeps its own. */
  readonly mode?: number;
}

/** What is known of a path without reading it. */
export interface FileInfo {
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly modified: Date;
}

/** The part of a file system that commands need. Every failure is an AqeError `FILE_…`. */
export interface Files {
  /**
   * Reads a whole regular file.
   * @param limit refuse files larger than this many bytes
   */
  read(path: string, limit?: number): Promise<Uint8Array>;
  /** What is at the path, links followed; undefined when nothing is. */
  info(path: string): Promise<FileInfo | undefined>;
  /**
   * Writes all or nothing: a temporary file in the same folder, fsync, then rename. A symbolic link
   * stays a link and its target is replaced.
   */
  write(path: string, data: Uint8Array, options: WriteOptions): Promise<void>;
  /** Removes a file. */
  remove(path: string): Promise<void>;
}
