import type { AgentServices } from '../agent/agent-services.ts';
import { BaseAgent } from '../agent/base-agent.ts';
import type { QETask } from '../agent/agent-types.ts';
import { asFleetTask } from '../desk/as-fleet-task.ts';
import { promptFor } from '../prompt.ts';
import { readResult } from '../results/read-result.ts';
import type { TaskResult } from '../results/task-result.ts';
import { agentType } from './agent-types.ts';

/** An agent of a built-in type: it asks its models for one answer, and reads that as what its type promises. */
export class BuiltInAgent extends BaseAgent {
  #services: AgentServices | undefined;

  override connect(services: AgentServices): void {
    super.connect(services);
    this.#services = services;
  }

  protected override async performTaskImpl(task: QETask): Promise<TaskResult> {
    const type = agentType(this.agentId.type);
    const prompt = promptFor(asFleetTask(task, type.name), type);
    const verify = await this.#services?.verifierOf(task);
    const { text } = await this.askModel({ ...prompt, maxTokens: type.maxTokens, verify });
    return readResult(text, type.result);
  }

  // oxlint-disable-next-line no-empty-function -- it has none
  protected override async initializeComponents(): Promise<void> {}

  // oxlint-disable-next-line no-empty-function
  protected override async loadKnowledge(): Promise<void> {}

  // oxlint-disable-next-line no-empty-function
  protected override async cleanup(): Promise<void> {}
}
