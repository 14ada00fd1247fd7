import type { FileInfo, Files, WriteOptions } from '../../src/core/ports.ts';
import { AqeError } from '../../src/errors.ts';

/** Files in memory with the contract of the real ones, for tests that write thousands. */
export class MemoryFiles implements Files {
  readonly content = new Map<string, Uint8Array>();

  constructor(files: Readonly<Record<string, Uint8Array>> = {}) {
    for (const [path, bytes] of Object.entries(files)) this.content.set(path, bytes);
  }

  async read(path: string): Promise<Uint8Array> {
    const bytes = this.content.get(path);
    if (bytes === undefined) throw new AqeError('FILE_NOT_FOUND', `${path} does not exist`);
    return bytes;
  }

  async info(path: string): Promise<FileInfo | undefined> {
    const bytes = this.content.get(path);
    return bytes === undefined
      ? undefined
      : { size: bytes.length, mode: 0o644, modified: new Date(0), identity: path };
  }

  async write(path: string, data: Uint8Array, options: WriteOptions): Promise<void> {
    if (this.content.has(path) && !options.overwrite) {
      throw new AqeError('FILE_EXISTS', `${path} is already there`);
    }
    this.content.set(path, data);
  }

  async remove(path: string): Promise<void> {
    this.content.delete(path);
  }
}
