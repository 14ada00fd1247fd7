import { describe, expect, it } from 'vitest';
import { clock } from '../../../../src/doctor/checks/clock.ts';
import { reading, subject, unreadable } from '../../../helpers/subject.ts';

/** Files that were all changed at one time. */
const changed = (when: Record<string, string>) => ({
  info: async (path: string) => {
    const time = when[path];
    return time === undefined
      ? undefined
      : { size: 1, mode: 0o644, identity: '1', modified: new Date(time) };
  },
});

describe(clock, () => {
  it('shows time and zone', async () => {
    expect(await clock(subject())).toEqual({
      name: 'clock',
      status: 'ok',
      message: '2026-12-01T08:00:00Z, time zone Europe/Berlin',
    });
  });

  it('cannot be before the release', async () => {
    const early = subject({ clock: { now: () => new Date('2026-11-22T23:59:59Z') } });
    expect(await clock(early)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('before this version was released (2026-11-23)'),
    });
  });

  it.each([
    ['the configuration', 'config/fleet.yaml', reading({})],
    ['a configuration that is broken', 'config/fleet.yaml', unreadable],
    ['the database', './data/fleet.db', reading({})],
  ])('is suspicious when %s was changed later', async (_name, path, config) => {
    const files = changed({ [path]: '2026-12-01T08:10:00Z' });
    expect(await clock(subject({ files, config }))).toMatchObject({
      status: 'warning',
      message: expect.stringContaining(`${path} was changed later (2026-12-01T08:10:00.000Z)`),
    });
  });

  it('names the newest of several files, and forgives a minute', async () => {
    const files = changed({
      'config/fleet.yaml': '2026-12-01T08:05:00Z',
      './data/fleet.db': '2026-12-01T08:06:00Z',
    });
    const later = await clock(subject({ files }));
    expect(later.message).toContain('./data/fleet.db');
    const now = subject({ files, clock: { now: () => new Date('2026-12-01T08:05:00Z') } });
    expect((await clock(now)).status).toBe('ok');
  });

  it('needs no files: a server database and an unreadable folder are fine', async () => {
    const files = {
      info: async (): Promise<never> => {
        throw new Error('no permission');
      },
    };
    const config = reading({ database: { type: 'postgres' } });
    expect((await clock(subject({ files, config }))).status).toBe('ok');
  });
});
