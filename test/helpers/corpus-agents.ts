import { memberText, pick, type Random } from './corpus-text.ts';

/** The base class, as 1.0.4 has it. */
export const baseAgentText = `import { EventEmitter } from 'node:events';

export interface QETask {
  id: string;
  type: string;
  payload: Record<string, unknown>;
  priority: number;
}

export abstract class BaseAgent extends EventEmitter {
  private readonly memory = new Map<string, unknown>();

  constructor(protected readonly agentId: string) {
    super();
  }

  async executeTask(assignment: { id: string; task: QETask }): Promise<unknown> {
    this.emit('task-started', assignment.id);
    try {
      return await this.performTask(assignment.task);
    } finally {
      this.emit('task-ended', assignment.id);
    }
  }

  async terminate(): Promise<void> {
    await this.cleanup();
    this.removeAllListeners();
  }

  protected abstract initializeComponents(): Promise<void>;
  protected abstract performTask(task: QETask): Promise<any>;
  protected abstract loadKnowledge(): Promise<void>;
  protected abstract cleanup(): Promise<void>;

  protected async storeSharedMemory(key: string, value: unknown): Promise<void> {
    this.memory.set(\`shared:\${key}\`, value);
  }

  protected async retrieveSharedMemory(key: string): Promise<unknown> {
    return this.memory.get(\`shared:\${key}\`);
  }

  protected now(): number {
    return this.memory.size;
  }

  protected async fetch(path: string): Promise<string[]> {
    return [path];
  }
}
`;

/** What an agent is made from. */
export interface AgentShape {
  readonly name: string;
  /** The name of the class that it extends. */
  readonly parent: string;
  /** Where that class comes from, as written in the import. */
  readonly from: string;
  /** Where QETask comes from, as written in the import. */
  readonly base: string;
  /** True when the parent has a performTask of its own. */
  readonly callsSuper: boolean;
  readonly bytes: number;
}

const signatures: readonly [string, ...string[]] = [
  'protected async performTask(task: QETask): Promise<any> {',
  'protected async performTask(task: QETask): Promise<Record<string, unknown>> {',
  'public async performTask(task: QETask): Promise<any> {',
  'protected async performTask(\n    task: QETask\n  ): Promise<any> {',
  'protected override async performTask(task: QETask): Promise<any> {',
];

/** Imports in one of the three ways people write them: the lines, and the name to extend. */
function parentImport(random: Random, shape: AgentShape): readonly [string, string] {
  const { parent, from } = shape;
  const kind = random();
  if (kind < 0.15) return [`import { ${parent} as Parent } from '${from}';`, 'Parent'];
  if (kind < 0.25) return [`import * as parents from '${from}';`, `parents.${parent}`];
  return [`import { ${parent} } from '${from}';`, parent];
}

/** An agent that is to be migrated. */
export function agentText(random: Random, shape: AgentShape): string {
  const [imported, parent] = parentImport(random, shape);
  const result = shape.callsSuper
    ? `{ ...(await super.performTask(task)), agent: this.agentId }`
    : `{ done: await this.fetch(task.id), agent: this.agentId }`;
  const head = `import type { QETask } from '${shape.base}';
${imported}

/** Works on tasks of one type; everything else is refused. */
export class ${shape.name} extends ${parent} {
  protected async initializeComponents(): Promise<void> {
    await this.storeSharedMemory('${shape.name}:ready', true);
  }

  ${pick(random, signatures)}
    switch (task.type) {
      case 'report':
        return ${result};
      default:
        throw new Error(\`performTask of ${shape.name} does not know \${task.type}\`);
    }
  }

  protected async loadKnowledge(): Promise<void> {
    await this.retrieveSharedMemory('${shape.name}:knowledge');
  }

  protected async cleanup(): Promise<void> {}
`;
  const parts = [head];
  for (let size = head.length; size < shape.bytes - 2;) {
    const member = memberText(random);
    parts.push(member);
    size += member.length;
  }
  parts.push('}\n');
  return parts.join('');
}

/** An abstract class between the base and its agents that has no performTask: nothing in it changes. */
export const intermediateText = `import { BaseAgent } from '../BaseAgent';

export abstract class ReportingAgent extends BaseAgent {
  protected async initializeComponents(): Promise<void> {
    await this.storeSharedMemory('reporting', true);
  }
}
`;

/** Files that hold the word and must stay as they are. */
export const foreignFiles: Readonly<Record<string, string>> = {
  'src/legacy/BaseAgent.ts': `export interface Job {\n  id: string;\n}\n\nexport class BaseAgent {\n  async performTask(job: Job): Promise<string> {\n    return job.id;\n  }\n}\n`,
  'src/legacy/mail-agent.ts': `import { BaseAgent, type Job } from './BaseAgent.js';\n\nexport class MailAgent extends BaseAgent {\n  override async performTask(job: Job): Promise<string> {\n    return \`mail \${await super.performTask(job)}\`;\n  }\n}\n`,
  'src/jobs/base-agent.ts': `export abstract class BaseAgent {\n  abstract performTask(name: string): void;\n\n  run(): void {\n    this.performTask('all');\n  }\n}\n`,
  'src/jobs/clean-agent.ts': `import { BaseAgent } from './base-agent.js';\n\nexport class CleanAgent extends BaseAgent {\n  performTask(name: string): void {\n    this.run.call({ name });\n  }\n}\n`,
  'src/jobs/counter.ts': `export class Counter {\n  performTaskCalled = 0;\n\n  performTasks(): void {\n    this.performTaskCalled += 1;\n  }\n}\n`,
  'src/jobs/plain.ts': `/** Not an agent, whatever its method is called. */\nexport class Plain {\n  performTask(): number {\n    return 1;\n  }\n}\n`,
  'docs/agents.md':
    '# Agents\n\nOverride `performTask(task)`:\n\n```ts\nclass MyAgent extends BaseAgent {\n  async performTask(task) {}\n}\n```\n',
};
