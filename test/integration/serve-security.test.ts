import { connect } from 'node:net';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { inProcess } from '../helpers/run-cli.ts';
import { project } from '../helpers/project.ts';
import { type Served, served, servedConfig } from '../helpers/served.ts';

const API_KEY = 'a-token-of-thirty-two-characters';
async function withToken(): Promise<Served> {
  return served({ env: { API_KEY } });
}

const bearer = (token: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
});

describe('the door', () => {
  it('stays shut beyond this host without a token', async () => {
    const { dir } = project({ 'config/fleet.yaml': 'agents: []\n' });
    const { code, stderr } = await inProcess(['serve', '--port', '0'], { cwd: dir });
    expect(code).toBe(2);
    expect(stderr).toContain('without a token the service does not listen on 0.0.0.0');
  });

  it('refuses a token that is no secret, and a digest that is none', async () => {
    const { dir } = project({ 'config/fleet.yaml': 'agents: []\n' });
    for (const key of ['short', 'sha256:abc', 'with a blank in between']) {
      // oxlint-disable-next-line no-await-in-loop
      const { code, stderr } = await inProcess(['serve', '--port', '0'], {
        cwd: dir,
        env: { API_KEY: key },
      });
      expect(code).toBe(2);
      expect(stderr).toContain('security.apiKey');
      expect(stderr).not.toContain('abc');
    }
  });

  it('lets in who has the token, and nobody else; probes need none', async () => {
    const service = await withToken();
    const status = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await service.ask('/v1/costs', { headers })).status;
    expect(await status(bearer(API_KEY))).toBe(200);
    for (const headers of [
      {},
      bearer(`${API_KEY}x`),
      bearer(API_KEY.slice(1)),
      bearer(''),
      { authorization: API_KEY },
      { authorization: `Basic ${btoa(`x:${API_KEY}`)}` },
      { 'x-api-key': API_KEY },
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await status(headers)).toBe(401);
    }
    expect((await service.ask('/health')).status).toBe(200);
    expect((await service.ask(`/v1/costs?token=${API_KEY}`)).status).toBe(401);
    expect(JSON.stringify(service.log())).not.toContain(API_KEY);
  });

  it('knows the token by its digest', async () => {
    const { createHash } = await import('node:crypto');
    const digest = createHash('sha256').update(API_KEY).digest('hex');
    const service = await served({ env: { API_KEY: `sha256:${digest}` } });
    expect((await service.ask('/v1/costs', { headers: bearer(API_KEY) })).status).toBe(200);
    const itself = await service.ask('/v1/costs', { headers: bearer(`sha256:${digest}`) });
    expect(itself.status).toBe(401);
  });
});

describe('requests', () => {
  it('come from listed origins only', async () => {
    const origin = 'https://dashboard.example.com';
    const cors = `api: {cors: ["${origin}", https://other.example.com]}`;
    const service = await served({ config: `${servedConfig}${cors}` });
    const allowed = async (from: string): Promise<string | null> =>
      (await service.ask('/health', { headers: { origin: from } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await allowed(origin)).toBe(origin);
    expect(await allowed('https://evil.example.com')).toBeNull();
    expect(await allowed(`${origin}.evil.example.com`)).toBeNull();
    expect(await allowed('null')).toBeNull();
  });

  it('come from nowhere where cors is on and names nobody', async () => {
    const service = await served({ env: { API_CORS: 'true' } });
    const answer = await service.ask('/health', { headers: { origin: 'https://a.example.com' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are counted, and refused when there are too many', async () => {
    const service = await served({ env: { RATE_LIMIT_MAX: '3', RATE_LIMIT_WINDOW: '60000' } });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      // oxlint-disable-next-line no-await-in-loop
      statuses.push((await service.ask('/v1/costs')).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await service.ask('/v1/costs', { headers: { 'x-forwarded-for': '10.0.0.9' } });
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await service.ask('/ready')).status).toBe(200);
  });

  it('have bodies and headers of a limited size', async () => {
    const service = await served();
    const body = { type: 'general', description: 'x'.repeat(1_048_576) };
    const large = await service.ask('/v1/tasks', { body });
    expect([large.status, large.at('error', 'code')]).toEqual([413, 'BODY_TOO_LARGE']);
    const chunked = await fetch(`${service.url}/v1/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([JSON.stringify(body)]).stream(),
      duplex: 'half',
    });
    expect(chunked.status).toBe(413);
    const headers = await service.ask('/health', { headers: { 'x-large': 'x'.repeat(20_000) } });
    expect(headers.status).toBe(431);
  });

  it.each([
    ['no JSON', '{"type": ', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['an unknown key', '{"type": "general", "module": "../../etc/passwd"}', 400],
    ['files by name', '{"type": "general", "input": "/etc/passwd"}', 400],
    ['a path for a type', '{"type": "../../../etc/passwd"}', 422],
    ['a type with control characters', '{"type": "a\\u0000b"}', 400],
    ['a prototype for an agent', '{"agentType": "__proto__"}', 422],
    ['a constructor for an agent', '{"agentType": "constructor"}', 422],
    ['a wild priority', '{"type": "general", "priority": 1e9}', 400],
  ])('are refused when the body is %s', async (_, body, status) => {
    const service = await served();
    expect((await service.ask('/v1/tasks', { body })).status).toBe(status);
  });

  it('pollute no prototype', async () => {
    const service = await served();
    const body =
      '{"type": "general", "payload": {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}}';
    expect((await service.ask('/v1/tasks', { body })).status).toBe(202);
    const direct = '{"type": "general", "__proto__": {"polluted": 1}}';
    expect((await service.ask('/v1/tasks', { body: direct })).status).toBe(400);
    const flags = '{"flags": {"__proto__": {"streaming": false}}, "percent": 5}';
    expect((await service.ask('/v1/flags', { method: 'PUT', body: flags })).status).toBe(400);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect({}).not.toHaveProperty('polluted');
  });

  it('lead to nothing but what there is', async () => {
    const service = await served();
    for (const path of [
      '/v1/tasks/..%2f..%2fetc%2fpasswd',
      '/v1/tasks/%00',
      '/..%2f..%2fpackage.json',
      '/config/fleet.yaml',
      '/v1',
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      const { status, at } = await service.ask(path);
      expect([status, at('error', 'code')]).toEqual([404, 'NOT_FOUND']);
    }
    const bad = await service.ask('/v1/costs?by=__proto__');
    expect([bad.status, bad.at('error', 'code')]).toEqual([400, 'USAGE']);
  });

  it('are answered without internals when something breaks', async () => {
    const service = await served();
    const raw = await new Promise<string>((resolve, reject) => {
      const { port } = new URL(service.url);
      const socket = connect(Number(port), '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => {
        resolve(text);
      });
      socket.on('error', reject);
      socket.write('GET /health HTTP/1.1\r\nHost: a b c\r\nBroken\r\n\r\n');
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400/);
    const answer = await service.ask('/v1/costs?period=never');
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at \w+ \(|\/src\//);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-request-id')).toBe(answer.at('requestId'));
  });

  it('tell neither paths nor statements of a database that breaks', async () => {
    const service = await served();
    expect((await service.ask('/v1/tasks', { body: { type: 'general' } })).status).toBe(202);
    const database = new Database(join(service.dir, 'data/fleet.db'));
    database.exec('ALTER TABLE aqe_tasks RENAME TO gone; ALTER TABLE aqe_flags RENAME TO lost');
    database.close();
    const answers = await Promise.all([
      service.ask('/v1/tasks', { body: { type: 'general' } }),
      service.ask('/v1/tasks/some-id'),
      service.ask('/v1/flags'),
      service.ask('/ready'),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBeGreaterThanOrEqual(500);
      const text = JSON.stringify(body);
      expect(text).not.toContain(service.dir);
      expect(text).not.toMatch(/aqe_|SELECT|INSERT|no such table|fleet\.db|node_modules|\.ts\b/);
    }
    expect(JSON.stringify(service.log())).toContain('no such table');
  });
});
