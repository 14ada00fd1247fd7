import { describe, expect, it } from 'vitest';
import { detectShape } from '../../../src/config/shape.ts';

describe(detectShape, () => {
  it.each([
    ['a 1.0.4 file', { fleet: { id: 'x' }, agents: [] }, 'fleet.yaml', 'A'],
    [
      "a file with agents as a map (A')",
      { agents: { 'test-generator': { count: 3 } }, memory: {} },
      'fleet.yaml',
      'A',
    ],
    ['a map that says nothing', {}, 'fleet.yaml', 'A'],
    ['a list', [], 'fleet.yaml', 'A'],
    [
      'project settings',
      {
        topology: 'mesh',
        maxAgents: 5,
        testingFocus: ['unit'],
        frameworks: ['jest'],
        project: 'x',
      },
      'x.json',
      'B',
    ],
    [
      'a fleet status',
      { id: 'fleet-1', topology: 'mesh', maxAgents: 5, status: 'running', createdAt: 'x' },
      'x.json',
      'B',
    ],
    [
      'feature settings',
      {
        version: '1.0.4',
        fleet: { topology: 'mesh' },
        features: { monitoring: true },
        plugins: [],
      },
      'x.json',
      'C',
    ],
    ['settings of the command line', { verbose: true }, 'app/.aqe/config.json', 'D'],
    ['a fleet set-up', { anything: 1 }, '.agentic-qe/fleet-config.json', 'E'],
    [
      'the record of the binary',
      { fleetId: 'f', version: '2.0.0', topology: 'mesh', maxAgents: 3, agents: ['a'] },
      'x.json',
      'F',
    ],
    ['Rancher Fleet', { defaultNamespace: 'x', helm: { chart: 'y' } }, 'fleet.yaml', 'G'],
    ['Rancher Fleet with targets', { namespace: 'x', targetCustomizations: [] }, 'fleet.yaml', 'G'],
  ])('recognises %s', (_, value, file, kind) => {
    expect(detectShape(value, file).kind).toBe(kind);
  });

  it('knows the settings of the command line, which have a fleet, by their place', () => {
    const settings = { fleet: { id: 'default-fleet', maxAgents: 10 }, quality: {} };
    expect(detectShape(settings, 'web/.aqe/config.json').kind).toBe('D');
    expect(detectShape(null, '.aqe/config.json').kind).toBe('D');
  });

  it('lets a real configuration be called anything', () => {
    expect(detectShape({ fleet: {}, agents: [] }, '.aqe/config.json').kind).toBe('A');
  });
});
