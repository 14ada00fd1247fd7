import type { AttemptEnd } from '../cost/billing.ts';
import type { TokenUsage } from '../cost/token-usage.ts';
import type { ProviderChunk, ProviderReply } from './provider.ts';

/** What an answer tells the meter. */
interface Evidence extends Omit<AttemptEnd, 'outcome' | 'mayBeBilled'> {
  readonly begun: boolean;
}

/** What an attempt has brought so far. */
export class Answer {
  #text = '';
  #hiddenCharacters = 0;
  #usage: TokenUsage | undefined;
  #usageIsFinal = false;
  #stopReason: string | undefined;
  #begun = false;
  #fellBehind = false;

  /** Adds a piece of a stream. */
  add(chunk: ProviderChunk): void {
    this.#begun = true;
    switch (chunk.type) {
      case 'start':
        this.#usage = chunk.usage;
        break;
      case 'text':
        this.#text += chunk.text;
        break;
      case 'alive':
        this.#hiddenCharacters += chunk.characters;
        break;
      case 'usage':
        this.#usage = chunk.usage;
        this.#usageIsFinal = chunk.final;
        break;
      case 'end':
        this.#stopReason = chunk.stopReason;
        break;
    }
  }

  /** Takes an answer that came at once. */
  take({ text, stopReason, usage }: ProviderReply): void {
    this.#begun = true;
    this.#text = text;
    this.#stopReason = stopReason;
    this.#usage = usage;
    this.#usageIsFinal = usage !== undefined;
  }

  /** Reading waits for the reader. */
  fallBehind(): void {
    this.#fellBehind = true;
  }

  /** Of the answer; since the attempt began. */
  get text(): string {
    return this.#text;
  }

  /** Undefined until its end was seen. */
  get stopReason(): string | undefined {
    return this.#stopReason;
  }

  /** The provider's count when it tells one as it goes, else about four characters a token. For show, never for money. */
  get outputTokens(): number {
    return Math.max(this.#usage?.output ?? 0, Math.ceil(this.#outputCharacters / 4));
  }

  /** What the meter wants to know, but for how it ended. */
  evidence(): Evidence {
    return {
      begun: this.#begun,
      usage: this.#usage,
      usageIsFinal: this.#usageIsFinal,
      outputCharacters: this.#outputCharacters,
      fellBehind: this.#fellBehind,
    };
  }

  get #outputCharacters(): number {
    return this.#text.length + this.#hiddenCharacters;
  }
}
