import type { TokenUsage } from '../../core/cost/token-usage.ts';
import { type ProviderChunk, ProviderFailure } from '../../core/streaming/provider.ts';
import { errorInStream } from './error-in-stream.ts';
import { fieldsOf, textOf } from './json-fields.ts';
import { readUsage } from './read-usage.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Turns the events of one Messages API stream into chunks. */
export class EventDecoder {
  #usage: TokenUsage | undefined;
  #stopReason: string | undefined;

  /**
   * @param data the `data` of a server-sent event
   * @throws ProviderFailure for an `error` event, and for what is not the protocol
   */
  decode(data: string): ProviderChunk {
    const event = fieldsOf(parse(data));
    switch (event['type']) {
      case 'content_block_delta':
        return deltaChunk(fieldsOf(event['delta']));
      case 'content_block_start':
        return textChunk(textOf(fieldsOf(event['content_block'])['text']) ?? '');
      case 'message_start':
        this.#usage = readUsage(fieldsOf(event['message'])['usage']);
        return { type: 'start', usage: this.#usage };
      case 'message_delta':
        return this.#messageDelta(event);
      case 'message_stop':
        return { type: 'end', stopReason: this.#stopReason ?? 'unknown' };
      case 'error':
        throw errorInStream(event);
      default:
        // `ping`, `content_block_stop`, and what will be invented.
        return alive(0);
    }
  }

  #messageDelta(event: Fields): ProviderChunk {
    this.#stopReason = textOf(fieldsOf(event['delta'])['stop_reason']) ?? this.#stopReason;
    this.#usage = readUsage(event['usage'], this.#usage);
    if (this.#usage === undefined) return alive(0);
    return { type: 'usage', usage: this.#usage, final: this.#stopReason !== undefined };
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new ProviderFailure('malformed', 'an event of the stream is not JSON', { cause });
  }
}

function deltaChunk(delta: Fields): ProviderChunk {
  switch (delta['type']) {
    case 'text_delta':
      return textChunk(textOf(delta['text']) ?? '');
    case 'thinking_delta':
      return alive(textOf(delta['thinking'])?.length ?? 0);
    case 'input_json_delta':
      return alive(textOf(delta['partial_json'])?.length ?? 0);
    default:
      return alive(0);
  }
}

function textChunk(text: string): ProviderChunk {
  return text === '' ? alive(0) : { type: 'text', text };
}

function alive(characters: number): ProviderChunk {
  return { type: 'alive', characters };
}
