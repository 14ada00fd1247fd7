import { timingSafeEqual, createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import { callIdentifier } from './call-book.ts';
import { modelInfo, modelsPage } from './models-page.ts';
import { Outlet } from './outlet.ts';
import { parsePrompt } from './parse-request.ts';
import { readJson } from './read-json.ts';
import { MessagesCall } from './serve-messages.ts';
import type { Setting } from './setting.ts';

/** Answers the requests of one server. */
export class Routes {
  readonly #setting: Setting;
  #requests = 0;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = callIdentifier('req', this.#setting.seed, this.#requests);
    this.#requests += 1;
    response.on('error', () => undefined);
    response.setHeader('request-id', id);
    try {
      const body = await this.#route(request, response, id);
      if (body !== undefined) sendJson(response, 200, body);
    } catch (error) {
      const failure = error instanceof ApiError ? error : new ApiError(500, String(error));
      for (const [name, value] of Object.entries(failure.headers)) {
        if (!response.headersSent) response.setHeader(name, value);
      }
      sendJson(response, failure.status, failure.body(id));
    }
    // What the client still sends is not wanted, but it keeps the connection usable.
    request.resume();
  }

  /** @returns the JSON to answer with; undefined when the answer is on its way */
  async #route(
    request: IncomingMessage,
    response: ServerResponse,
    id: string,
  ): Promise<object | undefined> {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    if (path === '/v1/messages') {
      allow(request, 'POST');
      const outlet = new Outlet(response, this.#setting.scheduler);
      await new MessagesCall(this.#setting, outlet, id).serve(request, () => {
        this.#authorize(request);
      });
      return undefined;
    }
    if (path === '/v1/messages/count_tokens') {
      allow(request, 'POST');
      this.#authorize(request);
      return countPrompt(await readJson(request, this.#setting.maxBodyBytes));
    }
    allow(request, 'GET', 'HEAD');
    if (path === '/') return { status: 'ok', simulated: true };
    return this.#models(request, path, new URLSearchParams(query));
  }

  #models(request: IncomingMessage, path: string, query: URLSearchParams): object {
    const [, id] = /^\/v1\/models(?:\/([^/]+))?$/.exec(path) ?? [];
    if (id === undefined && path !== '/v1/models') throw new ApiError(404, 'Not found');
    this.#authorize(request);
    const { models } = this.#setting;
    return id === undefined ? modelsPage(models, query) : modelInfo(models, decoded(id));
  }

  /** @throws ApiError 400, 401 */
  #authorize({ headers }: IncomingMessage): void {
    const { key } = this.#setting;
    const given = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /i, '');
    if (key !== undefined) {
      if (given === undefined) throw new ApiError(401, 'x-api-key header is required');
      if (!sameText(String(given), key)) throw new ApiError(401, 'invalid x-api-key');
    }
    if (headers['anthropic-version'] === undefined) {
      throw new ApiError(400, 'anthropic-version: header is required');
    }
  }
}

/** @throws ApiError 405 */
function allow({ method = '' }: IncomingMessage, ...methods: readonly string[]): void {
  if (methods.includes(method)) return;
  throw new ApiError(405, 'Method Not Allowed', { allow: methods.join(', ') });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function countPrompt(body: unknown): object {
  const { segments } = parsePrompt(body);
  return { input_tokens: segments.reduce((sum, segment) => sum + segment.tokens, 0) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Comparing digests takes the same time wherever the texts differ. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
