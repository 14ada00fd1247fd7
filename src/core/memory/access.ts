import { AqeError } from '../../errors.ts';

/** Who may see an entry of the memory beside its owner. */
export const AccessLevel = {
  PRIVATE: 'private',
  TEAM: 'team',
  SWARM: 'swarm',
  PUBLIC: 'public',
  SYSTEM: 'system',
} as const;
export type AccessLevel = (typeof AccessLevel)[keyof typeof AccessLevel];

/** What somebody wants to do with an entry. */
export type Permission = 'read' | 'write' | 'delete';

/** Who asks. */
export interface Accessor {
  readonly agentId: string;
  readonly teamId?: string | undefined;
  readonly swarmId?: string | undefined;
  /** True for the fleet itself: entries of level `system` are for it alone. */
  readonly isSystemAgent?: boolean | undefined;
}

/** Whose an entry is. */
export interface Ownership {
  readonly owner: string;
  readonly accessLevel: AccessLevel;
  readonly teamId: string | null;
  readonly swarmId: string | null;
}

/** Why somebody may not; undefined when they may. The rules of 1.0.4. */
export function denial(
  { owner, accessLevel, teamId, swarmId }: Ownership,
  who: Accessor,
  permission: Permission,
): string | undefined {
  if (accessLevel === 'system') {
    return who.isSystemAgent === true ? undefined : 'it is for the system alone';
  }
  if (who.agentId === owner) return undefined;
  switch (accessLevel) {
    case 'private':
      return 'it is private';
    case 'team':
      return ofGroup('team', isMember(who.teamId, teamId), permission);
    case 'swarm':
      return ofGroup('swarm', isMember(who.swarmId, swarmId), permission);
    case 'public':
      return permission === 'read' ? undefined : 'only its owner may change it';
  }
}

function isMember(asks: string | undefined, has: string | null): boolean {
  return asks !== undefined && asks !== '' && asks === has;
}

function ofGroup(name: string, member: boolean, permission: Permission): string | undefined {
  if (!member) return `it is for members of its ${name}`;
  return permission === 'delete' ? 'only its owner may delete it' : undefined;
}

/** @throws AqeError ACCESS_DENIED */
export function requireAccess(
  entry: Ownership & { readonly key: string; readonly partition: string },
  who: Accessor,
  permission: Permission,
): void {
  const reason = denial(entry, who, permission);
  if (reason === undefined) return;
  const { key, partition, owner } = entry;
  throw new AqeError(
    'ACCESS_DENIED',
    `${who.agentId} may not ${permission} ${JSON.stringify(key)} in ${partition}: ${reason}`,
    { hint: `It belongs to ${owner}, which can share it with another access level.` },
  );
}
