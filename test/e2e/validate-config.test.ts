import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess, spawned } from '../helpers/run-cli.ts';

describe('aqe validate-config, built', () => {
  it('agrees with the sources: its schema is compiled ahead of time', async () => {
    const { dir } = project({
      'old.yaml': 'fleet: { id: "", maxAgents: 0 }\nagents: []\napi: { port: 0 }\n',
      'new.yaml':
        'streaming: { bufersize: 5, enabled: yes, bufferSize: 0 }\nrouting: { models: [{}] }\n',
    });
    const argv = ['validate-config', '--json', 'old.yaml', 'new.yaml'];
    const built = await spawned(argv, { cwd: dir });
    expect(built.code).toBe(1);
    expect(built).toEqual(await inProcess(argv, { cwd: dir }));
  });
});
