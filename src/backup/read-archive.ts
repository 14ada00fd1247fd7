import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { ArchiveMember } from '../core/ports.ts';
import {
  type BackupEntry,
  type BackupManifest,
  damaged,
  foreign,
  MANIFEST_NAME,
  MAX_MANIFEST_BYTES,
  parseManifest,
} from './manifest.ts';
import type { BackupPorts } from './ports.ts';

type Ports = Pick<BackupPorts, 'archives' | 'disk'>;

/**
 * Reads a whole archive and compares every byte with the manifest.
 * @param folder where to unpack the members to, under their names; without it nothing is written
 * @throws AqeError BACKUP_MISSING, BACKUP_FOREIGN, BACKUP_DAMAGED
 */
export async function readBackup(
  archive: string,
  ports: Ports,
  folder?: string,
): Promise<BackupManifest> {
  let manifest: BackupManifest | undefined;
  const missing = new Map<string, BackupEntry>();
  await ports.archives.read(archive, async (member) => {
    if (manifest === undefined) {
      manifest = parseManifest(await manifestText(member, archive), archive);
      for (const entry of manifest.entries) missing.set(entry.name, entry);
      return;
    }
    const entry = missing.get(member.name);
    if (entry === undefined)
      throw damaged(archive, `it holds ${member.name}, unannounced or twice`);
    missing.delete(member.name);
    const content = verified(member, entry, archive);
    if (folder === undefined) await drain(content);
    else await unpack(content, join(folder, entry.name), ports);
  });
  if (manifest === undefined) throw foreign(archive, 'it is empty');
  const [first] = missing.values();
  if (first !== undefined) throw damaged(archive, `it lacks ${first.path}`);
  return manifest;
}

async function manifestText(member: ArchiveMember, archive: string): Promise<string> {
  if (member.name !== MANIFEST_NAME || !member.regular) {
    throw foreign(archive, `its first member is not ${MANIFEST_NAME}`);
  }
  if (member.size > MAX_MANIFEST_BYTES) throw foreign(archive, `its ${MANIFEST_NAME} is too large`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of member.content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The member's bytes; the end is reached only when they are what the manifest says. */
async function* verified(
  member: ArchiveMember,
  entry: BackupEntry,
  archive: string,
): AsyncGenerator<Uint8Array> {
  if (!member.regular) throw damaged(archive, `${entry.path} is a link or no file`);
  if (member.size !== entry.size) {
    throw damaged(archive, `${entry.path} has ${member.size} bytes instead of ${entry.size}`);
  }
  const hash = createHash('sha256');
  for await (const chunk of member.content) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== entry.sha256) {
    throw damaged(archive, `the checksum of ${entry.path} is wrong`);
  }
}

async function unpack(
  content: AsyncIterable<Uint8Array>,
  target: string,
  { disk }: Ports,
): Promise<void> {
  await disk.makeFolder(dirname(target));
  await disk.save(content, target);
}

async function drain(content: AsyncIterable<Uint8Array>): Promise<void> {
  const chunks = content[Symbol.asyncIterator]();
  // oxlint-disable-next-line no-await-in-loop -- a stream
  while ((await chunks.next()).done !== true);
}
