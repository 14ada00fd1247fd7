import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fleet, fleetWithAi as withAi } from '../helpers/fleet-files.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';

describe('aqe migrate-config --undo', () => {
  it('restores the bytes of a migrated copy without a backup', async () => {
    const p = project({ 'a.yaml': fleet });
    await inProcess(['migrate-config', 'a.yaml', 'b.yaml'], { cwd: p.dir });
    expect((await inProcess(['migrate-config', '--undo', 'b.yaml'], { cwd: p.dir })).code).toBe(0);
    expect(p.read('b.yaml')).toBe(fleet);
  });

  it('removes the copy when source and target are named', async () => {
    const p = project({ 'a.yaml': fleet });
    await inProcess(['migrate-config', 'a.yaml', 'b.yaml'], { cwd: p.dir });
    const { code, stdout } = await inProcess(['migrate-config', '--undo', 'a.yaml', 'b.yaml'], {
      cwd: p.dir,
    });
    expect({ code, stdout: stdout.includes('b.yaml was removed') }).toEqual({
      code: 0,
      stdout: true,
    });
    expect(p.list()).toEqual(['a.yaml']);
  });

  it('keeps what was edited since, and takes out what the migration added', async () => {
    const p = project({ 'a.yaml': withAi });
    await inProcess(['migrate-config', '--in-place', 'a.yaml'], { cwd: p.dir });
    p.write('a.yaml', p.read('a.yaml').replace('maxAgents: 5', 'maxAgents: 9 # more'));
    const { code, stdout } = await inProcess(['migrate-config', '--undo', 'a.yaml'], {
      cwd: p.dir,
    });
    expect({ code, said: stdout.includes('the edits stay') }).toEqual({ code: 0, said: true });
    expect(p.read('a.yaml')).toBe(withAi.replace('maxAgents: 5', 'maxAgents: 9 # more'));
  });

  it('refuses when the added sections were edited', async () => {
    const p = project({ 'a.yaml': fleet });
    await inProcess(['migrate-config', '--in-place', 'a.yaml'], { cwd: p.dir });
    const edited = p.read('a.yaml').replace('daily: 100', 'daily: 7');
    p.write('a.yaml', edited);
    const { code, stderr } = await inProcess(['migrate-config', '--undo', 'a.yaml'], {
      cwd: p.dir,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('UNDO_REFUSED');
    expect(p.read('a.yaml')).toBe(edited);
  });

  it('finds the former bytes in an archive of aqe backup when there is no backup beside the file', async () => {
    const p = project({ 'a.yaml': withAi });
    await inProcess(['backup', 'create', '--config', 'a.yaml', '--no-database'], { cwd: p.dir });
    await inProcess(['migrate-config', '--in-place', 'a.yaml'], { cwd: p.dir });
    rmSync(p.path('a.yaml.backup.v1.0.4'));
    const { code, stderr } = await inProcess(['migrate-config', '--undo', 'a.yaml'], {
      cwd: p.dir,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(p.read('a.yaml')).toBe(withAi);
  });

  it('shows what it would do', async () => {
    const p = project({ 'a.yaml': fleet });
    await inProcess(['migrate-config', '--in-place', 'a.yaml'], { cwd: p.dir });
    const before = p.read('a.yaml');
    const { stdout } = await inProcess(['migrate-config', '--undo', '--dry-run', 'a.yaml'], {
      cwd: p.dir,
    });
    expect(stdout).toContain('-routing:\n');
    expect(p.read('a.yaml')).toBe(before);
  });

  it('has nothing to do for a file that is not migrated', async () => {
    const p = project({ 'a.yaml': fleet });
    const { code, stdout } = await inProcess(['migrate-config', '--undo', 'a.yaml'], {
      cwd: p.dir,
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'a.yaml is not migrated; there is nothing to undo.\n',
    });
  });
});
