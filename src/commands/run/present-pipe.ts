import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import type { Presenter } from './presenter.ts';

/**
 * In a pipe: the text as it comes, and nothing else. What was written cannot be taken back, so after a restart only what goes on from there is
 * written; an answer that went another way ends in an error instead of doubled text.
 */
export function presentPipe({ stdout }: Pick<Context, 'stdout'>): Presenter {
  let written = '';
  /** What the current attempt has said so far. */
  let said = '';
  const flush = (): void => {
    if (said.length <= written.length || !said.startsWith(written)) return;
    stdout.write(said.slice(written.length));
    written = said;
  };
  return {
    show: (event) => {
      if (event.type === 'text') said += event.text;
      else if (event.type === 'restart' || event.type === 'fallback') said = '';
      else if (event.type === 'done' && !event.text.startsWith(written)) throw diverged();
      flush();
    },
    end: () => {
      if (written !== '' && !written.endsWith('\n')) stdout.write('\n');
    },
  };
}

function diverged(): AqeError {
  return new AqeError(
    'PROVIDER_FAILED',
    'the answer broke off after a part of it was written, and the next attempt gave another one',
    {
      hint: 'Run it without --stream, which prints whole answers only; or with --jsonl, which says when text does not count; or with --out.',
    },
  );
}
