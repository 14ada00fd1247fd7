import { type ModelRequest, ProviderFailure } from '../../core/streaming/provider.ts';
import { requestBody } from './request-body.ts';
import { bodyFailure, requestFailure } from './request-failure.ts';

/** Where a Messages API is, and who asks. */
export interface AnthropicSettings {
  /** Undefined for a gateway or a local server that wants none. */
  readonly apiKey: string | undefined;
  /** Undefined is Anthropic's own. */
  readonly baseUrl: string | undefined;
  /** True when no real model answers there. */
  readonly simulated?: boolean;
}

interface ServerEvent {
  readonly data: string;
}

type Sdk = Awaited<ReturnType<typeof loadSdk>>;

/** The longest that a timer can be: core decides how long to wait, and the SDK never does. */
const NEVER_MS = 2 ** 31 - 1;

/** What we use of the SDK. */
export class MessagesClient {
  readonly #sdk: Sdk;

  private constructor(sdk: Sdk) {
    this.#sdk = sdk;
  }

  /** Loads the SDK, which takes longer than many a command. */
  static async open(settings: AnthropicSettings): Promise<MessagesClient> {
    return new MessagesClient(await loadSdk(settings));
  }

  /**
   * The whole body of the answer.
   * @throws ProviderFailure
   */
  async text(request: ModelRequest, signal: AbortSignal): Promise<string> {
    const response = await post(this.#sdk, request, { stream: false, signal });
    try {
      return await response.text();
    } catch (error) {
      throw bodyFailure(error, signal);
    }
  }

  /**
   * The server-sent events of the answer, as they come; reading them fails with whatever the network says. The SDK's own iterator would hide `ping`,
   * print what it cannot parse, and end as if all were well where an answer was cut.
   * @throws ProviderFailure
   */
  async events(request: ModelRequest, signal: AbortSignal): Promise<AsyncIterable<ServerEvent>> {
    const response = await post(this.#sdk, request, { stream: true, signal });
    const { Stream, unused } = this.#sdk;
    const type = response.headers.get('content-type') ?? 'nothing';
    if (type.startsWith('text/event-stream')) return Stream.rawEvents(response, unused);
    await response.body?.cancel();
    throw new ProviderFailure('malformed', `the answer is no event stream but ${type}`);
  }
}

async function post(
  { client }: Sdk,
  request: ModelRequest,
  options: { readonly stream: boolean; readonly signal: AbortSignal },
): Promise<Response> {
  const body = requestBody(request, options.stream);
  try {
    // `messages.create` does the same, and prints warnings about old models besides.
    return await client.post('/v1/messages', { body, ...options }).asResponse();
  } catch (error) {
    throw requestFailure(error, { signal: options.signal, now: Date.now() });
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
  // The raw reader takes a controller for responses without a body, and would make one for each call.
  return { client, Stream, unused: new AbortController() };
}
