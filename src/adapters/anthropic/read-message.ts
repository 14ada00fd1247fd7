import { ProviderFailure, type ProviderReply } from '../../core/streaming/provider.ts';
import { errorInStream } from './error-in-stream.ts';
import { fieldsOf, textOf } from './json-fields.ts';
import { readUsage } from './read-usage.ts';

/**
 * The answer in the body of a Messages API response.
 * @throws ProviderFailure
 */
export function readMessage(body: string): ProviderReply {
  const message = fieldsOf(parse(body));
  if (message['type'] === 'error') throw errorInStream(message);
  const { content } = message;
  if (!Array.isArray(content)) throw new ProviderFailure('malformed', 'the answer has no content');
  const stopReason = textOf(message['stop_reason']);
  if (stopReason === undefined) {
    throw new ProviderFailure('truncated', 'the answer has no stop reason');
  }
  const text = content.map((block: unknown) => textOf(fieldsOf(block)['text']) ?? '').join('');
  return { text, stopReason, usage: readUsage(message['usage']) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ProviderFailure('malformed', 'the answer is not JSON', { cause });
  }
}
