import { createHash } from 'node:crypto';
import type { Fingerprint } from '../../../core/ports.ts';
import type { JournalPorts } from './ports.ts';

/** A file at one moment. */
export interface FileState {
  readonly bytes: Uint8Array;
  /** Permission bits. */
  readonly mode: number;
}

/** The file as it is now, links followed; undefined when nothing is there. */
export async function stateOf(
  path: string,
  { files }: Pick<JournalPorts, 'files'>,
): Promise<FileState | undefined> {
  const info = await files.info(path);
  return info === undefined ? undefined : { bytes: await files.read(path), mode: info.mode };
}

/** True when both are the same bytes, or both are nothing. */
export function sameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Buffer.compare(one, other) === 0;
}

/** True when bytes and permissions are the same. */
export function sameState(one: FileState | undefined, other: FileState | undefined): boolean {
  return sameBytes(one?.bytes, other?.bytes) && one?.mode === other?.mode;
}

/** Identifies bytes. */
export function fingerprintOf(bytes: Uint8Array): Fingerprint {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

/** True when there are bytes, and they have this fingerprint. */
export function hasFingerprint(bytes: Uint8Array | undefined, print: Fingerprint): boolean {
  if (bytes === undefined || bytes.length !== print.size) return false;
  return fingerprintOf(bytes).sha256 === print.sha256;
}
