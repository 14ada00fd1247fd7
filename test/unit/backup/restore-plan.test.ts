import { describe, expect, it } from 'vitest';
import type { BackupEntry } from '../../../src/backup/manifest.ts';
import { planRestore } from '../../../src/backup/restore-plan.ts';

const entry: BackupEntry = {
  name: 'files/data/fleet.db',
  kind: 'database',
  path: 'data/fleet.db',
  size: 8192,
  sha256: 'a'.repeat(64),
  mode: '0644',
};
const same = { size: 8192, sha256: 'a'.repeat(64) };
const other = { size: 8192, sha256: 'b'.repeat(64) };

describe(planRestore, () => {
  it.each([
    ['creates what is not there', { print: undefined, pendingLog: false }, 'create'],
    ['keeps what is the same', { print: same, pendingLog: false }, 'keep'],
    ['replaces what is different', { print: other, pendingLog: false }, 'replace'],
    [
      'replaces what is the same only without its log',
      { print: same, pendingLog: true },
      'replace',
    ],
  ])('%s', (_what, found, action) => {
    const occupant = { target: '/fleet/data/fleet.db', ...found };
    expect(planRestore([{ entry, occupant }])).toEqual([
      {
        action,
        entry,
        kind: 'database',
        path: 'data/fleet.db',
        size: 8192,
        target: '/fleet/data/fleet.db',
      },
    ]);
  });
});
