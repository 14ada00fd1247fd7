import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { readStdin } from '../../cli/read-input.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import type { Rating } from '../../core/feedback/feedback-log.ts';
import { AqeError } from '../../errors.ts';
import { type FeedbackLine, feedbackLine } from '../../report/feedback/feedback-report.ts';

/** What somebody says. */
interface AddOptions {
  readonly rating: Rating;
  readonly text?: string | undefined;
  readonly task?: string | undefined;
  readonly by?: string | undefined;
  readonly config?: string | undefined;
}

const MOST_LETTERS = 4000;
const MAX_BYTES = 65_536;

/**
 * Keeps feedback in the fleet's store.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function addFeedback(context: Context, options: AddOptions): Promise<FeedbackLine> {
  const { files, env, dotEnv, cwd, clock, ports, reporter } = context;
  const { rating, task: taskId, by = env['USER'] ?? env['LOGNAME'] ?? 'unknown' } = options;
  const text = await textOf(context, options.text ?? '');
  const { settings } = await loadSettings({ files, file: options.config, env, dotEnv });
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'create' });
  try {
    const feedback = { id: randomUUID(), at: clock.now().getTime(), by, rating, text, taskId };
    await context.atomically(async () => store.feedback.add(feedback));
    if (taskId !== undefined && (await store.tasks.get(taskId)) === undefined) {
      reporter.note(
        `The store keeps no task ${JSON.stringify(taskId)}; its id was kept all the same.`,
      );
    }
    return feedbackLine(feedback);
  } finally {
    await store.close();
  }
}

async function textOf(context: Context, given: string): Promise<string> {
  const bytes = given === '-' ? await readStdin(context, MAX_BYTES) : undefined;
  const text = (bytes === undefined ? given : new TextDecoder().decode(bytes)).trim();
  if (text.length <= MOST_LETTERS) return text;
  throw new AqeError('USAGE', `the text has ${text.length} characters`, {
    hint: `Up to ${MOST_LETTERS} are kept: name the main point, and link to the rest.`,
  });
}
