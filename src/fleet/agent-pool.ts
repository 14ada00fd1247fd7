import { AqeError } from '../errors.ts';
import type { BaseAgent } from './agent/base-agent.ts';

/** What a pool works with. */
export interface PoolParts {
  readonly maxAgents: number;
  readonly spawn: (type: string) => Promise<BaseAgent>;
}

interface Member {
  readonly agent: BaseAgent;
  readonly type: string;
  busy: boolean;
}

interface Waiter {
  readonly type: string;
  readonly resolve: (member: Member) => void;
  readonly reject: (error: unknown) => void;
}

/** The agents of a fleet: at most so many at a time. Tasks wait their turn when all are busy. */
export class AgentPool {
  readonly #parts: PoolParts;
  readonly #members = new Map<string, Member>();
  readonly #waiting: Waiter[] = [];
  /** Places that are taken by agents which are being made. */
  #coming = 0;

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  get agents(): readonly BaseAgent[] {
    return [...this.#members.values()].map(({ agent }) => agent);
  }

  get busy(): number {
    return [...this.#members.values()].filter((member) => member.busy).length;
  }

  /** Types of the agents that can do something, by the order in which they came. */
  typeWith(capability: string): string | undefined {
    return [...this.#members.values()].find(({ agent }) => agent.hasCapability(capability))?.type;
  }

  find(id: string): BaseAgent | undefined {
    return this.#members.get(id)?.agent;
  }

  /**
   * Makes one more agent.
   * @throws AqeError USAGE when there are as many as there may be, and what making it throws
   */
  async spawn(type: string, make: () => Promise<BaseAgent>): Promise<BaseAgent> {
    if (this.#isFull) throw full(this.#parts.maxAgents);
    return (await this.#make(type, make)).agent;
  }

  /** Takes an agent out. @returns undefined when there is none of this id */
  remove(id: string): BaseAgent | undefined {
    const agent = this.#members.get(id)?.agent;
    this.#members.delete(id);
    return agent;
  }

  /** Gives an agent of a type to some work, when one is free: an idle one, a new one, or the next that is let go. */
  async withAgent<T>(type: string, work: (agent: BaseAgent) => Promise<T>): Promise<T> {
    const member = await this.#acquire(type);
    try {
      return await work(member.agent);
    } finally {
      this.#release(member);
    }
  }

  async #acquire(type: string): Promise<Member> {
    const idle = this.#idle((member) => member.type === type);
    if (idle !== undefined) return taken(idle);
    if (!this.#isFull) return taken(await this.#make(type, async () => this.#parts.spawn(type)));
    const other = this.#idle(() => true);
    if (other !== undefined) return this.#replace(other, type);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ type, resolve, reject });
    });
  }

  #release(member: Member): void {
    member.busy = false;
    const next = this.#waiting.find(({ type }) => type === member.type) ?? this.#waiting[0];
    if (next === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    if (next.type === member.type) next.resolve(taken(member));
    else this.#replace(member, next.type).then(next.resolve, next.reject);
  }

  /** An idle agent makes room for one of another type. */
  async #replace({ agent }: Member, type: string): Promise<Member> {
    this.remove(agent.getStatus().agentId.id);
    const made = this.#make(type, async () => {
      await agent.terminate();
      return this.#parts.spawn(type);
    });
    return taken(await made);
  }

  async #make(type: string, make: () => Promise<BaseAgent>): Promise<Member> {
    this.#coming += 1;
    try {
      const agent = await make();
      const member = { agent, type, busy: false };
      this.#members.set(agent.getStatus().agentId.id, member);
      return member;
    } finally {
      this.#coming -= 1;
    }
  }

  #idle(is: (member: Member) => boolean): Member | undefined {
    return [...this.#members.values()].find((member) => !member.busy && is(member));
  }

  get #isFull(): boolean {
    return this.#members.size + this.#coming >= this.#parts.maxAgents;
  }
}

function taken(member: Member): Member {
  member.busy = true;
  return member;
}

function full(maxAgents: number): AqeError {
  return new AqeError('USAGE', `the fleet has ${maxAgents} agents, and may not have more`, {
    hint: 'Raise fleet.maxAgents, or remove an agent with removeAgent.',
  });
}
