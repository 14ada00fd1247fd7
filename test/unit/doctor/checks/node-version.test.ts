import { describe, expect, it } from 'vitest';
import { nodeVersion } from '../../../../src/doctor/checks/node-version.ts';

describe(nodeVersion, () => {
  it.each([
    ['v18.20.4', 'failed'],
    ['v20.18.3', 'failed'],
    ['v20.19.0', 'ok'],
    ['v20.20.2', 'ok'],
    ['v22.0.0', 'ok'],
    ['v24.1.0-nightly', 'ok'],
    ['unknown', 'failed'],
  ])('Node %s: %s', (version, status) => {
    expect(nodeVersion({ nodeVersion: version }).status).toBe(status);
  });
});
