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
  /** Make the folders above it that are missing. */
  readonly folders?: true;
}

/** What is known of a path without reading it. */
export interface FileInfo {
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly modified: Date;
  /** The same for every path that leads to the same file. */
  readonly identity: string;
}

/** The part of a file system that commands need. Relative paths count from the working directory of the run. Every failure is an AqeError `FILE_…`. */
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

/** What a look at a SQLite file showed. */
export type SqliteState =
  | { readonly kind: 'absent' }
  /** Another process is writing right now. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'open'; readonly tables: readonly string[] };

/** Where a PostgreSQL database is, and who asks. */
export interface PostgresTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** How a PostgreSQL server answered. */
export type PostgresState =
  | { readonly kind: 'open'; readonly version: string }
  | {
      readonly kind: 'unreachable' | 'timeout' | 'credentials' | 'missing' | 'failed';
      /** For people; without user names and passwords. */
      readonly reason: string;
    };

/** How long a probe may take, and what ends it early. */
export interface ProbeOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Looks at databases; creates and changes nothing. */
export interface DatabaseProbe {
  sqlite(path: string): Promise<SqliteState>;
  /** Rejects with AqeError INTERRUPTED when the signal aborts. */
  postgres(target: PostgresTarget, options: ProbeOptions): Promise<PostgresState>;
}

/** What identifies the content of a file. */
export interface Fingerprint {
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Whole files of any size, moved about without reading them into memory. Failures are AqeErrors `FILE_…`. */
export interface Disk {
  /** The path with every link resolved; undefined when nothing is there. */
  resolve(path: string): Promise<string | undefined>;
  /** The names in a folder, sorted; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Makes a folder and those above it, and makes them durable. */
  makeFolder(path: string): Promise<void>;
  /** Removes a folder with all that is in it; links in it are not followed. Fine when there is none. */
  removeFolder(path: string): Promise<void>;
  /** Removes a folder that has nothing in it; leaves any other as it is. */
  removeIfEmpty(path: string): Promise<void>;
  /** Sets the permission bits of a file. */
  setMode(path: string, mode: number): Promise<void>;
  /** Lends a folder that nobody else can read, and removes it afterwards. */
  withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T>;
  /** Undefined when nothing is there. */
  fingerprint(path: string): Promise<Fingerprint | undefined>;
  /** Copies to a name that must be free, and makes it durable. */
  copy(source: string, target: string, mode: number): Promise<void>;
  /** Writes a stream to a name that must be free, for its owner only. */
  save(content: AsyncIterable<Uint8Array>, target: string): Promise<void>;
  /** Gives the content a second name that must be free: a hard link, or a copy where there are none. */
  keep(path: string, name: string): Promise<void>;
  /** Renames, replacing what is there, and makes it durable. */
  rename(from: string, to: string): Promise<void>;
}

/** One member of an archive, to be read where it stands. */
export interface ArchiveMember {
  readonly name: string;
  /** False for links, folders and devices. */
  readonly regular: boolean;
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** gzip-compressed tar files. */
export interface Archives {
  /** Packs named files of a folder, in this order, into a new file for its owner only. */
  pack(source: ArchiveSource, target: string): Promise<void>;
  /**
   * Shows every member in turn; the archive is read to its end.
   * @throws AqeError BACKUP_MISSING, BACKUP_FOREIGN, BACKUP_DAMAGED, and what the visitor throws
   */
  read(path: string, visit: (member: ArchiveMember) => Promise<void>): Promise<void>;
}

/** What {@link Archives.pack} packs. */
export interface ArchiveSource {
  readonly folder: string;
  readonly names: readonly string[];
  /** The time that the members carry. */
  readonly modified: Date;
}

/** `exact`: byte for byte; `compacted`: the same content, written anew because the log could not be emptied. */
export type SnapshotKind = 'exact' | 'compacted';

/** SQLite files, from outside of the program that works on them. */
export interface Databases {
  /**
   * Copies one consistent state, while others may read and write.
   * @throws AqeError DATABASE_UNREADABLE, DATABASE_BUSY
   */
  snapshot(source: string, target: string): Promise<SnapshotKind>;
  /** What SQLite finds wrong in a file that nobody else uses; undefined when it is whole. */
  problemIn(path: string): Promise<string | undefined>;
  /** Whether a process has the file locked, or open with a write-ahead log. */
  inUse(path: string): Promise<boolean>;
}

/** What backups need beyond {@link Files}. */
export interface BackupStorage {
  readonly disk: Disk;
  readonly archives: Archives;
  readonly databases: Databases;
}

/** Texts of other services. */
export interface HttpText {
  /** Rejects with AqeError TARGET_UNREACHABLE, also for an answer that is no success or too long, and INTERRUPTED. */
  get(url: string, options: HttpTextOptions): Promise<string>;
}

/** How long it may take, and what it may be. */
interface HttpTextOptions {
  readonly timeoutMs: number;
  /** Bytes. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** How a program of the user's own ended. */
export interface ProgramEnding {
  /** Undefined when it did not end by itself. */
  readonly exitCode: number | undefined;
  /** What it wrote to standard output, or the end of it where it is long. */
  readonly output: string;
  /** The end of both outputs, as they came. */
  readonly tail: string;
  readonly durationMs: number;
}

/** What a program is run with, beside the environment of this process. */
interface ProgramSurroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs commands of the user's own, through the shell, with all that the user may do. */
export interface Programs {
  /** Rejects with AqeError INTERRUPTED; a program that fails is an ending. */
  run(command: string, surroundings: ProgramSurroundings): Promise<ProgramEnding>;
}

/** What a program that was run said, standard output and error together. */
interface KubectlEnd {
  readonly ok: boolean;
  readonly output: string;
  /** Standard output alone. */
  readonly stdout: string;
}

/** Runs `kubectl` with these arguments, as it is found on PATH. Rejects with AqeError KUBECTL_FAILED where there is none, and INTERRUPTED. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<KubectlEnd>;

/** Waits and measures; tests decide how time goes. */
export interface Scheduler {
  /** Milliseconds on a clock that only goes forward; its zero means nothing. */
  monotonic(): number;
  /** Calls back once after so many milliseconds. @returns takes it back */
  after(ms: number, callback: () => void): () => void;
}

/**
 * Tells that something may have happened to a file. It may tell too often, and may miss things: look every so often as well.
 * @returns stops it
 */
export type WatchFile = (path: string, wake: () => void) => () => void;
