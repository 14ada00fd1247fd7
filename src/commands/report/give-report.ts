import type { Context } from '../../cli/context.ts';
import type { ReportDocument } from '../../report/document/document.ts';
import type { ReportOptions } from './report-options.ts';

/** A report as data and, when asked for, as a document. */
interface Report {
  readonly data: object;
  readonly document: () => ReportDocument;
}

/**
 * Prints a report, or writes it to a file.
 * @throws AqeError FILE_…
 */
export async function giveReport(
  context: Context,
  report: Report,
  { format, out }: Pick<ReportOptions, 'format' | 'out'>,
): Promise<void> {
  const text = await rendered(context, report, out === undefined ? format : fileFormat(format));
  await giveText(context, { data: report.data, text }, out);
}

/** The same as data and as text. */
interface Result {
  readonly data: object;
  readonly text: string;
}

/**
 * Prints a text, or writes it to a file, over an older one; with `--json` the data is printed, whatever is written.
 * @throws AqeError FILE_…
 */
export async function giveText(
  context: Context,
  { data, text }: Result,
  out: string | undefined,
): Promise<void> {
  const { reporter, files } = context;
  if (out !== undefined) {
    await context.atomically(async () =>
      files.write(out, new TextEncoder().encode(text), { overwrite: true, folders: true }),
    );
    reporter.note(`Wrote ${out}.`);
  }
  if (reporter.json) reporter.raw(jsonText(data));
  else if (out === undefined) reporter.raw(text);
}

/** Data as every command prints it. */
export function jsonText(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** What is meant for a terminal is readable in a file as markdown, without its colours. */
function fileFormat(format: ReportOptions['format']): ReportOptions['format'] {
  return format === 'terminal' ? 'md' : format;
}

async function rendered(
  { reporter, env }: Context,
  { data, document }: Report,
  format: ReportOptions['format'],
): Promise<string> {
  switch (format) {
    case 'json': {
      return jsonText(data);
    }
    case 'md': {
      const { renderMarkdownDocument } =
        await import('../../report/document/render-markdown-document.ts');
      return renderMarkdownDocument(document());
    }
    case 'html': {
      const { renderHtmlDocument } = await import('../../report/document/render-html-document.ts');
      return renderHtmlDocument(document());
    }
    case 'terminal': {
      const { renderTerminalDocument } =
        await import('../../report/document/render-terminal-document.ts');
      const { barStyleFor } = await import('../../report/bar.ts');
      const look = { style: reporter.out, bars: barStyleFor(env) };
      return `${renderTerminalDocument(document(), look)}\n`;
    }
  }
}
