import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { project, type Project } from '../helpers/project.ts';
import { bin } from '../helpers/run-cli.ts';

const agent = (index: number): string => `import { BaseAgent } from 'agentic-qe';

export class Agent${index} extends BaseAgent {
  async performTask(task) {
    return task.id;
  }
}
`;

const COUNT = 600;

function agents(): Project {
  const files = Array.from({ length: COUNT }, (_, index): [string, string] => [
    `src/agent-${index}.js`,
    agent(index),
  ]);
  return project(Object.fromEntries(files));
}

/** Runs the migration and interrupts it. */
async function interrupted(cwd: string, after: number): Promise<{ code: number; stdout: string }> {
  const child = spawn(process.execPath, [bin, 'migrate-agents', '--json'], { cwd, stdio: 'pipe' });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => {
      resolve(code ?? -1);
    });
  });
  await setTimeout(after);
  child.kill('SIGINT');
  return { code: await ended, stdout };
}

describe('an interrupted migration', () => {
  it.each([150, 300, 450, 600, 800, 1000, 1300])('tells the truth after %i ms', async (after) => {
    const { dir, read, list } = agents();
    const { code, stdout } = await interrupted(dir, after);
    const changed = list().filter(
      (name) => name.startsWith('src/') && read(name).includes('performTaskImpl'),
    ).length;
    if (code === 0) {
      expect(changed).toBe(COUNT);
      expect(JSON.parse(stdout)).toMatchObject({ status: 'migrated' });
      return;
    }
    // -1: before anything listened to signals.
    expect([130, -1]).toContain(code);
    expect(changed).toBe(0);
    expect(list().filter((name) => name.includes('.aqe') || name.endsWith('.tmp'))).toEqual([]);
  });
});
