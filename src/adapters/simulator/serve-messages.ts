import type { IncomingMessage } from 'node:http';
import { noTokens, type TokenUsage } from '../../core/cost/token-usage.ts';
import { seededRandom } from '../../core/random.ts';
import type { FaultKind, ScriptedReply } from '../../core/simulation.ts';
import { type Answer, endAnswer } from './answer.ts';
import { ApiError } from './api-error.ts';
import { type CallEnd, callIdentifier, type OpenCall } from './call-book.ts';
import { deliverPlain } from './deliver-plain.ts';
import { deliverStream } from './deliver-stream.ts';
import { type Delivered, type Delivery, drawStrike } from './delivery.ts';
import { chooseFault, errorOf, faultHeader } from './fault.ts';
import { drawLatency } from './latency.ts';
import type { MessagesRequest } from './messages-request.ts';
import type { Outlet } from './outlet.ts';
import { parseRequest } from './parse-request.ts';
import { readJson } from './read-json.ts';
import type { Setting } from './setting.ts';
import { answerRandom, contentOf, scriptedAnswer, writeAnswer } from './write-answer.ts';

/** What is known about a call so far, for the log. */
interface Known {
  model: string | undefined;
  stream: boolean;
  attempt: number;
  fault: FaultKind | undefined;
  billed: TokenUsage;
}

/** One call of `/v1/messages`, from its first byte to its entry in the log. */
export class MessagesCall {
  readonly #setting: Setting;
  readonly #outlet: Outlet;
  readonly #open: OpenCall;
  readonly #known: Known = {
    model: undefined,
    stream: false,
    attempt: 1,
    fault: undefined,
    billed: noTokens,
  };

  constructor(setting: Setting, outlet: Outlet, requestId: string) {
    this.#setting = setting;
    this.#outlet = outlet;
    this.#open = setting.book.begin(requestId);
    setting.rates.count('requests', 1);
  }

  /**
   * Answers, and enters the call in the log.
   * @throws ApiError for the answers that are errors; they are in the log already
   */
  async serve(incoming: IncomingMessage, authorize: () => void): Promise<void> {
    let delivered: Delivered;
    try {
      authorize();
      const request = parseRequest(await readJson(incoming, this.#setting.maxBodyBytes));
      delivered = await this.#answer(request, headerOf(incoming, faultHeader));
    } catch (error) {
      this.#failed(error);
      throw error;
    }
    const billed = { ...this.#known.billed, output: delivered.generated };
    this.#setting.rates.count('output-tokens', delivered.generated);
    this.#log({ ...this.#known, billed, outcome: delivered.outcome, status: this.#outlet.status });
  }

  #failed(error: unknown): void {
    if (this.#outlet.gone) {
      this.#log({ ...this.#known, outcome: 'aborted', status: undefined });
      return;
    }
    const refused = error instanceof ApiError && this.#known.fault === undefined;
    const status = error instanceof ApiError ? error.status : 500;
    this.#log({ ...this.#known, outcome: refused ? 'rejected' : 'failed', status });
  }

  #log(end: CallEnd): void {
    this.#setting.book.end(this.#open, end);
  }

  async #answer(request: MessagesRequest, header: string | undefined): Promise<Delivered> {
    const { model, stream } = request;
    const content = contentOf(request);
    const attempt = (this.#setting.attempts.get(content) ?? 0) + 1;
    this.#setting.attempts.set(content, attempt);
    Object.assign(this.#known, { model, stream, attempt });
    const scripted = this.#scripted(request, attempt);
    const { index } = this.#open;
    const fault = chooseFault(this.#setting, request, { index, header, scripted: scripted?.fault });
    this.#known.fault = fault;
    const error = errorOf(fault, stream, this.#setting);
    if (error !== undefined) throw error;
    const random = answerRandom(this.#setting.seed, content);
    const blocks =
      scripted === undefined
        ? writeAnswer(request, random)
        : scriptedAnswer(scripted, request, random);
    const delivery = this.#delivery(request, endAnswer(blocks, request));
    return stream ? deliverStream(this.#outlet, delivery) : deliverPlain(this.#outlet, delivery);
  }

  #scripted(request: MessagesRequest, attempt: number): ScriptedReply | undefined {
    const reply = this.#setting.answer(request, { model: request.model, attempt });
    return typeof reply === 'string' ? { text: reply } : reply;
  }

  #delivery(request: MessagesRequest, answer: Answer): Delivery {
    const { seed, profile, cache, slowFirstTokenMs, rates } = this.#setting;
    const { index } = this.#open;
    const { fault } = this.#known;
    const input = cache.admit(request.model, request.segments);
    this.#known.billed = { ...input, output: 0 };
    rates.count('input-tokens', input.input + input.cacheWrite5m + input.cacheWrite1h);
    const latency = drawLatency(profile, seededRandom(seed, 'latency', index));
    const late = fault === 'slow-first-token' ? slowFirstTokenMs : 0;
    return {
      head: { id: callIdentifier('msg', seed, index), model: request.model },
      answer,
      usage: { ...input, output: answer.outputTokens },
      fault,
      latency: { ...latency, first: () => latency.first() + late },
      random: seededRandom(seed, 'pieces', index),
      strikeAt: drawStrike(answer, seededRandom(seed, 'strike', index)),
      headers: { 'request-id': this.#open.id, ...rates.headers() },
    };
  }
}

/** A header that is sent once. */
function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
