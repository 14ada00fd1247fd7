/** Archives end so; `list` looks for it. */
export const ARCHIVE_ENDING = '.tar.gz';

/** `aqe-backup-20261123T120000Z.tar.gz`; from the second one in the same second on, a number follows. */
export function archiveName(createdAt: string, taken: readonly string[]): string {
  const stem = `aqe-backup-${createdAt.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}`;
  let name = stem + ARCHIVE_ENDING;
  for (let count = 2; taken.includes(name); count++) name = `${stem}-${count}${ARCHIVE_ENDING}`;
  return name;
}
