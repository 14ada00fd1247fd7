import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inProcess } from '../helpers/run-cli.ts';
import { type Served, served } from '../helpers/served.ts';

const config = (streaming: boolean): string => `
agents: [{type: general, count: 1}]
database: {type: sqlite, filename: ./data/fleet.db}
features: {streaming: ${String(streaming)}}
`;

async function health(service: Served): Promise<unknown> {
  return (await service.ask('/health')).body;
}

describe('the flags of aqe serve', () => {
  it('are set by a request, in force at once, and counted', async () => {
    const service = await served({ config: config(false) });
    const before = await service.ask('/v1/flags');
    expect(before.body).toMatchObject({
      generation: 0,
      flags: { streaming: null },
      updatedAt: null,
    });
    const body = { flags: { streaming: true }, percent: 50, by: 'ada', reason: 'trial' };
    const put = await service.ask('/v1/flags', { method: 'PUT', body });
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({
      generation: 1,
      flags: { streaming: true, multiModelRouter: null },
      percent: 50,
      updatedBy: 'ada',
      reason: 'trial',
    });
    expect(await health(service)).toMatchObject({
      features: { streaming: true },
      source: { streaming: 'store', multiModelRouter: 'default' },
      generation: 1,
    });
    const again = await service.ask('/v1/flags', { method: 'PUT', body });
    expect(again.at('generation')).toBe(1);
    const metrics = String((await service.ask('/metrics')).body);
    expect(metrics).toMatch(/^aqe_feature_enabled\{feature="streaming"\} 1$/m);
    expect(metrics).toMatch(/^aqe_config_generation 1$/m);
    const back = { flags: { streaming: null }, percent: null };
    const taken = await service.ask('/v1/flags', { method: 'PUT', body: back });
    expect(taken.body).toMatchObject({ generation: 2, flags: { streaming: null }, percent: null });
    expect(await health(service)).toMatchObject({ source: { streaming: 'file' } });
  });

  it('differ for an agent type', async () => {
    const service = await served({ config: config(false) });
    const body = { flags: { streaming: true }, agentType: 'general' };
    const { body: answer } = await service.ask('/v1/flags', { method: 'PUT', body });
    expect(answer).toMatchObject({ agentTypes: { general: { streaming: true } } });
  });

  it.each([
    ['no object', 3],
    ['nothing', {}],
    ['a share of a type', { percent: 10, agentType: 'general' }],
    ['an unknown key', { flag: { streaming: true } }],
    ['an unknown flag', { flags: { speed: true } }],
    ['a flag that is text', { flags: { streaming: 'on' } }],
    ['flags that are a list', { flags: [] }],
    ['too large a share', { percent: 101 }],
    ['an empty name', { percent: 1, by: '' }],
  ])('are not set by %s', async (_, body) => {
    const service = await served({ config: config(false) });
    const answer = await service.ask('/v1/flags', { method: 'PUT', body });
    expect(answer.status).toBe(400);
    expect(answer.at('error', 'code')).toBe('REQUEST_INVALID');
    expect((await service.ask('/v1/flags')).at('generation')).toBe(0);
  });

  it('come from the command line, which waits until the replica has them', async () => {
    const service = await served({ config: config(false) });
    const argv = ['flags', 'set', 'streaming=on', '--wait', '10s'];
    const now = new Date().toISOString();
    const { code, stdout } = await inProcess(argv, { cwd: service.dir, now });
    expect(code).toBe(0);
    expect(stdout).toContain('The only replica has it');
    expect(await health(service)).toMatchObject({ features: { streaming: true }, generation: 1 });
  });

  it('come from the file, and a wrong one changes nothing and is told', async () => {
    const service = await served({ config: config(false) });
    const file = join(service.dir, 'config/fleet.yaml');
    writeFileSync(file, config(true));
    await expect.poll(async () => health(service)).toMatchObject({ features: { streaming: true } });
    writeFileSync(file, 'features: {streaming: 3}\n');
    await expect
      .poll(async () => health(service))
      .toMatchObject({
        status: 'degraded',
        features: { streaming: true },
        problem: expect.stringContaining('config/fleet.yaml:1:'),
      });
    const metrics = async (): Promise<string> => String((await service.ask('/metrics')).body);
    expect(await metrics()).toMatch(/^aqe_config_reload_failed 1$/m);
    writeFileSync(file, config(true));
    await expect.poll(async () => health(service)).toMatchObject({ status: 'ok' });
    expect(await metrics()).toMatch(/^aqe_config_reload_failed 0$/m);
  });

  it('are pinned by the environment, and said to be', async () => {
    const service = await served({ config: config(true), env: { FEATURE_STREAMING: 'true' } });
    const now = new Date().toISOString();
    const argv = ['flags', 'set', 'streaming=off', '--wait', '10s'];
    const { code, stderr } = await inProcess(argv, { cwd: service.dir, now });
    expect(code).toBe(1);
    expect(stderr).toContain('its environment pins streaming to on');
    expect(await health(service)).toMatchObject({
      features: { streaming: true },
      source: { streaming: 'environment' },
    });
  });
});
