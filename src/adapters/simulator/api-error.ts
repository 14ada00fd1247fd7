/** The error types of the Messages API, by HTTP status. */
const typeOfStatus = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
} as const;

type ErrorStatus = keyof typeof typeOfStatus;

/** An answer that is an error. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ErrorStatus;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ErrorStatus,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  /** The JSON that the client gets. */
  body(requestId: string): object {
    return {
      type: 'error',
      error: { type: typeOfStatus[this.status], message: this.message },
      request_id: requestId,
    };
  }
}
