import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import { buildRolloutReport } from '../../report/rollout/build-rollout-report.ts';
import { fillMessage } from '../../report/rollout/messages/fill-message.ts';
import type { FilledMessage, MessageName } from '../../report/rollout/messages/message.ts';
import { rolloutDocument } from '../../report/rollout/rollout-document.ts';
import { marginsOf } from '../../rollout/margins.ts';
import { withFlags } from '../flags/open-flags.ts';
import { askProcesses } from './ask-processes.ts';
import { giveReport, giveText, jsonText } from './give-report.ts';
import type { ReportOptions } from './report-options.ts';
import { withReportSources } from './report-sources.ts';

type RolloutOptions = ReportOptions & {
  readonly target?: readonly string[] | undefined;
  readonly template?: MessageName | undefined;
  readonly fill?: ReadonlyMap<string, string> | undefined;
};

/**
 * Gives the report on the rollout, or a message that is filled from it.
 * @throws AqeError USAGE, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, TARGET_UNREACHABLE, DATA_INVALID, FILE_…
 */
export async function rolloutReport(context: Context, options: RolloutOptions): Promise<void> {
  const { template, format, fill = new Map<string, string>(), config } = options;
  checkTemplate(options);
  const processes = await askProcesses(context, options.target ?? []);
  const flags = await withFlags(context, { config, absent: 'empty' }, async (desk) =>
    desk.report(),
  );
  const data = await withReportSources(context, options, async ({ store, settings, request }) =>
    buildRolloutReport({ store, flags, processes, margins: marginsOf(settings.margins) }, request),
  );
  if (template === undefined) {
    await giveReport(context, { data, document: () => rolloutDocument(data) }, options);
    return;
  }
  const message = fillMessage(template, data, fill);
  const text = format === 'json' ? jsonText(message) : messageText(message);
  await giveText(context, { data: message, text }, options.out);
  if (message.open.length > 0) {
    context.reporter.note(`Still to fill in: ${message.open.join(', ')} (--fill "name=text").`);
  }
}

/** A message is text; as a page or a table it would be no message. */
function checkTemplate({ template, format, fill }: RolloutOptions): void {
  if (template !== undefined && format === 'html') {
    throw new AqeError('USAGE', 'a message is text, not HTML', {
      hint: 'Leave --format away; `aqe report rollout --format html` gives the whole report.',
    });
  }
  if (template === undefined && fill !== undefined) {
    throw new AqeError('USAGE', '--fill belongs to --template', {
      hint: 'Name the message, such as --template announcement.',
    });
  }
}

function messageText({ subject, body }: FilledMessage): string {
  return `Subject: ${subject}

${body}
`;
}
