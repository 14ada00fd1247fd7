import { setTimeout as sleep } from 'node:timers/promises';

/** Clients that have one task after the other done, at replicas in turn. */
export class Load {
  #urls;
  #tasks = 0;
  #failed = 0;
  #busy = 0;
  /** @type {'on' | 'paused' | 'over'} */
  #state = 'on';
  #all;

  constructor(urls, clients) {
    this.#urls = urls;
    this.#all = Promise.all(Array.from({ length: clients }, async () => this.#client()));
  }

  /** Resolves when no task is under way any more. */
  async pause() {
    this.#state = 'paused';
    // oxlint-disable-next-line no-await-in-loop -- a look every moment
    while (this.#busy > 0) await sleep(20);
  }

  resume() {
    this.#state = 'on';
  }

  /** @returns how many tasks were done, and failed */
  async stop() {
    this.#state = 'over';
    await this.#all;
    return { tasks: this.#tasks, failed: this.#failed };
  }

  async #client() {
    while (this.#state !== 'over') {
      // oxlint-disable-next-line no-await-in-loop -- one task after the other
      await (this.#state === 'paused' ? sleep(20) : this.#next());
    }
  }

  async #next() {
    const number = this.#tasks;
    this.#tasks += 1;
    this.#busy += 1;
    if (!(await isDone(this.#urls[number % this.#urls.length], number))) this.#failed += 1;
    this.#busy -= 1;
  }
}

async function isDone(url, number) {
  const description = `Name an edge case of case ${number}`;
  const response = await fetch(`${url}/v1/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ agentType: 'general', description }),
  });
  return (await response.text()).includes('event: succeeded');
}
