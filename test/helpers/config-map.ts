import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder as the kubelet mounts a ConfigMap: the file is a link into `..data`, which is a link to a folder of its own for each version. */
export class ConfigMapFolder {
  readonly #dir: string;
  readonly #name: string;
  #version = 0;

  constructor(dir: string, name: string, content: string) {
    this.#dir = dir;
    this.#name = name;
    this.swap(content);
    symlinkSync(join('..data', name), join(dir, name));
  }

  /** Puts another version in place: writes its folder, and renames a link over the old one. */
  swap(content: string): void {
    const folder = `..2026_11_25_${this.#version}`;
    const before = `..2026_11_25_${this.#version - 1}`;
    mkdirSync(join(this.#dir, folder));
    writeFileSync(join(this.#dir, folder, this.#name), content);
    symlinkSync(folder, join(this.#dir, '..data_tmp'));
    renameSync(join(this.#dir, '..data_tmp'), join(this.#dir, '..data'));
    rmSync(join(this.#dir, before), { recursive: true, force: true });
    this.#version += 1;
  }
}
