import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { isRecord } from '../../src/config/values.ts';
import { AgentStatus } from '../../src/fleet/agent/agent-status.ts';
import type { BaseAgentConfig } from '../../src/fleet/agent/base-agent-config.ts';
import { BaseAgent } from '../../src/fleet/agent/base-agent.ts';
import { SwarmMemoryManager } from '../../src/library/swarm-memory-manager.ts';
import { project, type Project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { transpileFolder } from '../helpers/transpile.ts';

const types = `export interface QETask { id: string; depth?: number }
`;

/** As in 1.0.4: performTask is left open, and nothing routes. */
const base104 = `import type { QETask } from './types';

export abstract class BaseAgent {
  public seen: unknown[] = [];
  public routed = 0;
  protected abstract performTask(task: QETask): Promise<any>;
  protected abstract initializeComponents(): Promise<void>;
  protected abstract loadKnowledge(): Promise<void>;
  protected abstract cleanup(): Promise<void>;
  async executeTask(assignment: { task: QETask }): Promise<any> {
    return this.performTask(assignment.task);
  }
}
`;

/** The contract of 1.0.5: performTask selects a model and calls performTaskImpl with the selection. */
const base105 = `import type { QETask } from './types';

export abstract class BaseAgent {
  public seen: unknown[] = [];
  public routed = 0;
  protected async performTask(task: QETask): Promise<any> {
    this.routed += 1;
    if (this.routed > 5) throw new Error('it routes again and again');
    return this.performTaskImpl(task, { modelName: 'claude-haiku-4.5' });
  }
  protected abstract performTaskImpl(task: QETask, selection?: { modelName: string }): Promise<any>;
  async executeTask(assignment: { task: QETask }): Promise<any> {
    return this.performTask(assignment.task);
  }
}
`;

/** The base of this package, with what the agents below write down, in a fleet that always chooses the same model. */
const realBase = `const { Real, parts } = (globalThis as any).realBase;

export abstract class BaseAgent extends Real {
  public seen: unknown[] = [];
  public routed = 0;
  constructor() {
    super(parts());
    const admit = async () => {
      this.routed += 1;
      return { selection: { modelName: 'claude-haiku-4.5' } };
    };
    this.connect({ admit });
  }
}
`;

beforeAll(() => {
  Reflect.set(globalThis, 'realBase', { Real: BaseAgent, parts });
});

function parts(): BaseAgentConfig {
  return {
    type: 'migrated',
    capabilities: [],
    context: { id: 'c', type: 'migrated', status: AgentStatus.INITIALIZING },
    memoryStore: new SwarmMemoryManager(),
    eventBus: new EventEmitter(),
  };
}

const common = `
  protected async initializeComponents(): Promise<void> {}
  protected async loadKnowledge(): Promise<void> {}
  protected async cleanup(): Promise<void> {}`;

/** Three levels in three files; each one calls the one above, and the first calls itself. */
const agents = {
  'src/types.ts': types,
  'src/base-agent-1.ts': `import { BaseAgent } from './BaseAgent';
import type { QETask } from './types';

export class FirstAgent extends BaseAgent {
  protected async performTask(task: QETask): Promise<string[]> {
    this.seen.push((arguments as any)[1]);
    const depth = task.depth ?? 0;
    const inner: string[] = depth > 0 ? await this.performTask({ ...task, depth: depth - 1 }) : [];
    return ['first ' + task.id, ...inner];
  }
${common}
}
`,
  'src/second.ts': `import { FirstAgent } from './base-agent-1';
import type { QETask } from './types';

export class SecondAgent extends FirstAgent {
  protected override async performTask(task: QETask): Promise<string[]> {
    this.seen.push((arguments as any)[1]);
    return ['second', ...(await super.performTask(task))];
  }
}
`,
  'src/third.ts': `import { SecondAgent } from './second';
import type { QETask } from './types';

export class LastAgent extends SecondAgent {
  protected override async performTask(task: QETask): Promise<string[]> {
    this.seen.push((arguments as any)[1]);
    const all = await Promise.all([1].map(async () => super.performTask(task)));
    return ['last', ...all.flat()];
  }
}
`,
};

interface Ran {
  readonly result: unknown;
  /** The second argument of every level, as it came. */
  readonly seen: readonly unknown[];
  readonly routed: number;
}

/** An agent of the project on a base, for real. */
async function instance(
  { dir, write }: Project,
  { base, module, agent }: { base: string; module: string; agent: string },
): Promise<Record<string, ((...values: unknown[]) => unknown) | undefined>> {
  const to = `out-${Math.trunc(performance.now() * 1000)}`;
  write('src/BaseAgent.ts', base);
  transpileFolder(join(dir, 'src'), join(dir, to));
  const loaded: unknown = await import(pathToFileURL(join(dir, to, module)).href);
  const Agent = isRecord(loaded) ? loaded[agent] : undefined;
  if (typeof Agent !== 'function') throw new Error(`${module} has no ${agent}`);
  return Reflect.construct(Agent, []);
}

/** Runs it as the fleet does. */
async function run(
  made: Project,
  asked: { base: string; module: string; agent: string; task: object },
): Promise<Ran> {
  const agent = await instance(made, asked);
  const result: unknown = await agent['executeTask']?.({ id: 'a', task: asked.task });
  return { result, seen: Object.values(agent['seen'] ?? []), routed: Number(agent['routed']) };
}

const last = { module: 'third.mjs', agent: 'LastAgent', task: { id: 't1', depth: 1 } };
const selected = { modelName: 'claude-haiku-4.5' };

async function migrated(files: Readonly<Record<string, string>>): Promise<Project> {
  const made = project({ 'src/BaseAgent.ts': base104, ...files });
  const { code, stderr } = await inProcess(['migrate-agents', 'src'], { cwd: made.dir });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return made;
}

describe('a migrated hierarchy of three levels', () => {
  it('gives on 1.0.4 what it gave before', async () => {
    const before = await run(project({ 'src/BaseAgent.ts': base104, ...agents }), {
      base: base104,
      ...last,
    });
    const after = await run(await migrated(agents), { base: base104, ...last });
    expect(after.result).toEqual(before.result);
    expect(after.result).toContain('second');
  });

  it.each([base105, realBase])(
    'gives the same on 1.0.5, with the selection on every level, routed once',
    async (base) => {
      const before = await run(project({ 'src/BaseAgent.ts': base104, ...agents }), {
        base: base104,
        ...last,
      });
      const after = await run(await migrated(agents), { base, ...last });
      expect(after.result).toEqual(before.result);
      expect(after.seen.length).toBeGreaterThan(2);
      expect(new Set(after.seen.map((value) => JSON.stringify(value)))).toEqual(
        new Set([JSON.stringify(selected)]),
      );
      expect(after.routed).toBe(1);
    },
  );

  it('runs an unmigrated child of a migrated parent on both', async () => {
    const made = await migrated(agents);
    made.write(
      'src/late.ts',
      `import { SecondAgent } from './second';
export class LateAgent extends SecondAgent {
  protected async performTask(task: any): Promise<any> {
    return ['late', ...(await super.performTask(task))];
  }
}
`,
    );
    const late = { module: 'late.mjs', agent: 'LateAgent', task: { id: 't2' } };
    const result = ['late', 'second', 'first t2'];
    expect((await run(made, { base: base104, ...late })).result).toEqual(result);
    expect((await run(made, { base: base105, ...late })).result).toEqual(result);
    expect((await run(made, { base: realBase, ...late })).result).toEqual(result);
  });
});

describe('other shapes', () => {
  const shapes = `import { BaseAgent } from './BaseAgent';

export class NoParameter extends BaseAgent {
  protected async performTask(): Promise<any> {
    return ['none'];
  }
${common}
}

export class Arrow extends BaseAgent {
  protected performTask = async (task: any): Promise<any> => {
    this.seen.push(task.id);
    return ['arrow', task.id];
  };
${common}
}

export abstract class Open extends BaseAgent {
  protected abstract performTask(task: any): Promise<any>;
${common}
}

export class Closed extends Open {
  protected async performTask({ id }: any): Promise<any> {
    return ['closed', id];
  }
}

export abstract class Middle extends BaseAgent {
${common}
}

export class Below extends Middle {
  protected async performTask(task: any, extra: string = 'extra'): Promise<any> {
    return [task.id, extra];
  }
}

export class Wider extends NoParameter {
  public override async performTask(task: any, size = 7): Promise<any> {
    return ['wide', task.id, size];
  }
}
`;

  it.each([base104, base105, realBase])('passes on what only a child takes', async (base) => {
    const made = await migrated({ 'src/types.ts': types, 'src/shapes.ts': shapes });
    const agent = await instance(made, { base, module: 'shapes.mjs', agent: 'Wider' });
    expect(await agent['performTask']?.({ id: 't4' }, 9)).toEqual(['wide', 't4', 9]);
  });

  it.each([
    ['NoParameter', ['none']],
    ['Arrow', ['arrow', 't3']],
    ['Closed', ['closed', 't3']],
    ['Below', ['t3', 'extra']],
    ['Wider', ['wide', 't3', 7]],
  ])('%s runs on both bases', async (agent, result) => {
    const made = await migrated({ 'src/types.ts': types, 'src/shapes.ts': shapes });
    const asked = { module: 'shapes.mjs', agent, task: { id: 't3' } };
    expect((await run(made, { base: base104, ...asked })).result).toEqual(result);
    for (const base of [base105, realBase]) {
      const routed = await run(made, { base, ...asked });
      expect(routed.result).toEqual(result);
      expect(routed.routed).toBe(1);
    }
  });
});
