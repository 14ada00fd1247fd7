import { describe, expect, it } from 'vitest';
import {
  type AccessLevel,
  type Accessor,
  denial,
  type Permission,
  requireAccess,
} from '../../../../src/core/memory/access.ts';

const own = { owner: 'ada', teamId: 'red', swarmId: 'north', key: 'k', partition: 'p' };

type Row = readonly [level: AccessLevel, who: Accessor, may: readonly Permission[]];

const all: readonly Permission[] = ['read', 'write', 'delete'];
const rows: readonly Row[] = [
  ['private', { agentId: 'ada' }, all],
  ['private', { agentId: 'bob', teamId: 'red', swarmId: 'north' }, []],
  ['team', { agentId: 'ada' }, all],
  ['team', { agentId: 'bob', teamId: 'red' }, ['read', 'write']],
  ['team', { agentId: 'bob', teamId: 'blue' }, []],
  ['team', { agentId: 'bob', teamId: '' }, []],
  ['team', { agentId: 'bob' }, []],
  ['swarm', { agentId: 'bob', swarmId: 'north' }, ['read', 'write']],
  ['swarm', { agentId: 'bob', swarmId: 'south' }, []],
  ['public', { agentId: 'bob' }, ['read']],
  ['public', { agentId: 'ada' }, all],
  ['system', { agentId: 'ada' }, []],
  ['system', { agentId: 'bob', isSystemAgent: true }, all],
  ['private', { agentId: 'bob', isSystemAgent: true }, []],
];

describe(denial, () => {
  it.each(rows)('%s, asked by %o: %o', (accessLevel, who, may) => {
    const allowed = all.filter((one) => denial({ ...own, accessLevel }, who, one) === undefined);
    expect(allowed).toEqual(may);
  });

  it('lets nobody into a group that an entry has none of', () => {
    const alone = { ...own, teamId: null, accessLevel: 'team' } as const;
    expect(denial(alone, { agentId: 'bob', teamId: 'red' }, 'read')).toBe(
      'it is for members of its team',
    );
  });
});

describe(requireAccess, () => {
  it('says who may not do what, and why', () => {
    expect(() => {
      requireAccess({ ...own, accessLevel: 'public' }, { agentId: 'bob' }, 'write');
    }).toThrow('bob may not write "k" in p: only its owner may change it');
    requireAccess({ ...own, accessLevel: 'public' }, { agentId: 'bob' }, 'read');
  });
});
