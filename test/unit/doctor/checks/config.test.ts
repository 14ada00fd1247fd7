import { describe, expect, it } from 'vitest';
import { config } from '../../../../src/doctor/checks/config.ts';
import { AqeError } from '../../../../src/errors.ts';
import { reading, unreadable } from '../../../helpers/subject.ts';

describe(config, () => {
  it('is well when there are no findings', () => {
    expect(config({ config: reading({}) })).toEqual({
      name: 'config',
      status: 'ok',
      message: 'config/fleet.yaml, version 1.0.4, valid',
    });
  });

  it.each([
    ['warning', reading({}, 0, 2), '0 errors, 2 warnings'],
    ['failed', reading({}, 1, 0), '1 error, 0 warnings'],
  ])('%s when there are findings', (status, found, counts) => {
    expect(config({ config: found })).toMatchObject({
      status,
      message: `config/fleet.yaml, version 1.0.4: ${counts}`,
      hint: 'See them with: aqe validate-config config/fleet.yaml',
    });
  });

  it('says where it cannot be read', () => {
    expect(config({ config: unreadable })).toMatchObject({
      status: 'failed',
      message: 'config/fleet.yaml:3: not valid YAML: bad indentation',
    });
  });

  it('passes on what to do about a missing file', () => {
    const error = new AqeError('FILE_NOT_FOUND', 'x.yaml does not exist', { hint: 'Look again.' });
    expect(config({ config: { kind: 'failed', path: 'x.yaml', error } })).toMatchObject({
      message: 'x.yaml does not exist',
      hint: 'Look again.',
    });
  });
});
