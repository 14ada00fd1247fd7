import { describe, expect, it } from 'vitest';
import type { BackupStorage } from '../../../src/core/ports.ts';
import { readBackup } from '../../../src/backup/read-archive.ts';
import { nodeDisk } from '../../../src/adapters/node-disk.ts';

const empty: BackupStorage['archives'] = {
  pack: async () => undefined,
  read: async () => undefined,
};

describe(readBackup, () => {
  it('refuses an archive without any member', async () => {
    await expect(readBackup('a.tar.gz', { archives: empty, disk: nodeDisk })).rejects.toThrow(
      expect.objectContaining({
        code: 'BACKUP_FOREIGN',
        message: 'a.tar.gz is not a backup made by aqe: it is empty',
      }),
    );
  });
});
