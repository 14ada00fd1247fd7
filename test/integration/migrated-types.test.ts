import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';

const root = join(import.meta.dirname, '../..');

/** As users of 1.0.4 write them; one is a child of another. */
const agents = `import { BaseAgent, type QETask } from 'agentic-qe';

export class ReviewAgent extends BaseAgent {
  private reviews = 0;
  protected async initializeComponents(): Promise<void> {
    this.registerEventHandler({ eventType: 'review', handler: async () => this.count() });
  }
  protected async loadKnowledge(): Promise<void> {
    this.reviews = (await this.retrieveMemory('reviews')) ?? 0;
  }
  protected async cleanup(): Promise<void> {
    await this.storeMemory('reviews', this.reviews);
  }
  protected async performTask(task: QETask): Promise<{ done: string; of: number }> {
    this.count();
    await this.storeSharedMemory('last', task.payload.file);
    this.emitEvent('review.done', { taskId: task.id }, 'high');
    return { done: task.id, of: this.reviews };
  }
  private count(): void {
    this.reviews += 1;
  }
}

export class StrictReviewAgent extends ReviewAgent {
  protected async performTask(task: QETask): Promise<{ done: string; of: number }> {
    if (task.priority === undefined) throw new Error('no priority');
    return super.performTask(task);
  }
}
`;

const tools = `import { BaseMCPTool } from 'agentic-qe';

export class SearchTool extends BaseMCPTool {
  readonly name = 'search';
  async execute(params: { query: string }): Promise<string[]> {
    return params.query.split(' ');
  }
}
`;

const use = `import { FleetManager, type ModelSelection, type StreamCallbacks } from 'agentic-qe';
import { ReviewAgent, StrictReviewAgent } from './agents';
import { SearchTool } from './tools';

export async function use(callbacks: StreamCallbacks): Promise<ModelSelection | undefined> {
  const fleet = new FleetManager({ agents: [{ type: 'review', count: 1 }] });
  fleet.registerAgent('review', ReviewAgent);
  fleet.registerAgent('strict-review', StrictReviewAgent);
  await fleet.initialize();
  const found: string[] = await new SearchTool().executeStreaming({ query: 'a b' }, callbacks);
  await fleet.submitTask({ id: 't1', type: 'review', payload: { file: found[0] } });
  return fleet.getModelRouter()?.selectModel({ id: 't1', type: 'review' });
}
`;

const tsconfig = {
  compilerOptions: {
    target: 'es2023',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noUnusedParameters: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    paths: { 'agentic-qe': [join(root, 'src/index.ts')] },
  },
  files: ['src/use.ts'],
};

async function compiled(cwd: string): Promise<string> {
  const argv = [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'];
  try {
    await promisify(execFile)(process.execPath, argv, { cwd });
    return '';
  } catch (error) {
    return String(Reflect.get(Object(error), 'stdout'));
  }
}

it('what the codemods make of agents and tools compiles against this package', async () => {
  const { dir, read } = project({
    'src/agents.ts': agents,
    'src/tools.ts': tools,
    'src/use.ts': use,
    'tsconfig.json': JSON.stringify(tsconfig),
  });
  expect(await compiled(dir)).toContain('ReviewAgent');
  for (const [command, base] of [
    ['migrate-agents', 'agentic-qe#BaseAgent'],
    ['migrate-tools', 'agentic-qe#BaseMCPTool'],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { code, stderr } = await inProcess([command, 'src', '--base', base], { cwd: dir });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }
  expect(read('src/agents.ts')).toContain('performTaskImpl(task: QETask, ');
  expect(await compiled(dir)).toBe('');
});
