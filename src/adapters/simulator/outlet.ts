import type { ServerResponse } from 'node:http';
import type { Scheduler } from '../../core/ports.ts';

/** A response that is written as fast as its reader reads, and that knows when the reader is gone. */
export class Outlet {
  readonly #response: ServerResponse;
  readonly #scheduler: Scheduler;
  readonly #waiting = new Set<() => void>();
  #gone = false;

  constructor(response: ServerResponse, scheduler: Scheduler) {
    this.#response = response;
    this.#scheduler = scheduler;
    response.once('close', () => {
      this.#gone = true;
      for (const wake of this.#waiting) wake();
    });
  }

  /** The connection is closed. */
  get gone(): boolean {
    return this.#gone;
  }

  /** The HTTP status; undefined while none was sent. */
  get status(): number | undefined {
    return this.#response.headersSent ? this.#response.statusCode : undefined;
  }

  /** Sends status and headers at once. */
  open(status: number, headers: Readonly<Record<string, string>>): void {
    this.#response.writeHead(status, headers);
    this.#response.flushHeaders();
  }

  /** Resolves when more may be sent. */
  async send(text: string): Promise<void> {
    if (this.#gone || this.#response.write(text)) return;
    await this.#until((resume) => {
      this.#response.once('drain', resume);
      return () => void this.#response.off('drain', resume);
    });
  }

  end(text = ''): void {
    this.#response.end(text);
  }

  /** Breaks the connection, once what was sent is out. */
  async cut(): Promise<void> {
    const { socket } = this.#response;
    if (socket === null || socket.destroyed) return;
    await this.#until((resume) => {
      socket.write('', resume);
      return () => undefined;
    });
    socket.destroy();
  }

  /** Waits, or until the reader is gone. 0 lets the others have their turn. */
  async wait(ms: number): Promise<void> {
    await this.#until((resume) => {
      if (ms > 0) return this.#scheduler.after(ms, resume);
      const turn = setImmediate(resume);
      return () => {
        clearImmediate(turn);
      };
    });
  }

  /** Waits for the reader to go. */
  async untilGone(): Promise<void> {
    await this.#until(() => () => undefined);
  }

  /** Resolves when what was begun calls back, or when the reader is gone. */
  async #until(begin: (resume: () => void) => () => void): Promise<void> {
    if (this.#gone) return;
    await new Promise<void>((resolve) => {
      const resume = (): void => {
        this.#waiting.delete(resume);
        undo();
        resolve();
      };
      const undo = begin(resume);
      this.#waiting.add(resume);
    });
  }
}
