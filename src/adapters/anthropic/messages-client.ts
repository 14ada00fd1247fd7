import { type ModelRequest, ProviderFailure } from '../../core/streaming/provider.ts';
import { requestBody } from './request-body.ts';
import { requestFailure } from './request-failure.ts';

/** Where a Messages API is, and who asks. */
export interface AnthropicSettings {
  /** Undefined for a gateway or a local server that wants none. */
  readonly apiKey: string | undefined;
  /** Undefined is Anthropic's own. */
  readonly baseUrl: string | undefined;
  /** True when no real model answers there. */
  readonly simulated?: boolean;
}

interface PostOptions {
  readonly stream: boolean;
  readonly signal: AbortSignal;
}

/** The longest that a timer can be: core decides how long to wait, and the SDK never does. */
const NEVER_MS = 2 ** 31 - 1;

/** What we use of the SDK. Its loading takes longer than many a command: nobody pays for it before the first request. */
export class MessagesClient {
  readonly #settings: AnthropicSettings;
  #sdk: ReturnType<typeof loadSdk> | undefined;

  constructor(settings: AnthropicSettings) {
    this.#settings = settings;
  }

  /**
   * The response, as soon as its headers are there.
   * @throws ProviderFailure
   */
  async post(request: ModelRequest, { stream, signal }: PostOptions): Promise<Response> {
    const { client } = await this.#load();
    try {
      // `messages.create` does the same, and prints warnings about old models besides.
      return await client
        .post('/v1/messages', { body: requestBody(request, stream), stream, signal })
        .asResponse();
    } catch (error) {
      throw requestFailure(error, { signal, now: Date.now() });
    }
  }

  /**
   * The server-sent events of a response, as they come. The SDK's own iterator would hide `ping`, and print what it cannot parse.
   * @throws ProviderFailure when it is something else
   */
  async events(response: Response): Promise<AsyncIterable<{ readonly data: string }>> {
    const { Stream } = await this.#load();
    const type = response.headers.get('content-type') ?? 'nothing';
    if (type.startsWith('text/event-stream')) return Stream.rawEvents(response);
    await response.body?.cancel();
    throw new ProviderFailure('malformed', `the answer is no event stream but ${type}`);
  }

  async #load(): ReturnType<typeof loadSdk> {
    this.#sdk ??= loadSdk(this.#settings);
    return this.#sdk;
  }
}

async function loadSdk({ apiKey, baseUrl }: AnthropicSettings) {
  const [{ Anthropic }, { Stream }] = await Promise.all([
    import('@anthropic-ai/sdk'),
    import('@anthropic-ai/sdk/core/streaming'),
  ]);
  const client = new Anthropic({
    // Where none is given, the SDK would look for one in places that the user did not name.
    apiKey: apiKey ?? 'none',
    baseURL: baseUrl ?? 'https://api.anthropic.com',
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off',
    openTelemetry: false,
  });
  return { client, Stream };
}
