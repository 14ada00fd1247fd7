import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';

/** One member of a hand-made archive. */
export interface Member extends Pick<HeaderData, 'type' | 'linkpath'> {
  readonly path: string;
  readonly content?: string | Buffer;
}

/** A gzip-compressed tar with exactly these members, sound or not. */
export function craftArchive(members: readonly Member[]): Buffer {
  const blocks = members.flatMap(({ content = '', ...member }) => {
    const bytes = Buffer.from(content);
    const block = Buffer.alloc(512);
    new Header({ type: 'File', mode: 0o644, size: bytes.length, ...member }).encode(block);
    return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** A true entry of a manifest for a configuration file, with what a test wants to be different. */
export function entryFor(path: string, content: string, changes: object = {}): object {
  return {
    name: `files/${path}`,
    kind: 'config',
    path,
    size: Buffer.byteLength(content),
    sha256: createHash('sha256').update(content).digest('hex'),
    mode: '0644',
    ...changes,
  };
}

/** The manifest's text. */
export function manifestOf(entries: readonly object[], changes: object = {}): string {
  return JSON.stringify({
    format: 'aqe-backup',
    formatVersion: 1,
    aqeVersion: '1.0.5',
    createdAt: '2026-11-23T12:00:00.000Z',
    entries,
    ...changes,
  });
}

/** An archive of ours with one configuration file, with what a test wants to be different. */
export function archiveOf(path: string, content: string, changes: object = {}): Buffer {
  return craftArchive([
    { path: 'manifest.json', content: manifestOf([entryFor(path, content, changes)]) },
    { path: `files/${path}`, content },
  ]);
}
