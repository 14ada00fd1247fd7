import type { McpServer } from '@modelcontextprotocol/server';
import type { Context } from '../../cli/context.ts';
import { reportConfig } from '../../config/effective/config-report.ts';
import { readDocument } from '../../config/settings/read-document.ts';

/** The last result of a tool. */
export interface LastReport {
  readonly tool: string;
  /** ISO 8601. */
  readonly at: string;
  readonly report: unknown;
}

/** What the resources show. */
interface ResourceParts {
  readonly context: Context;
  readonly config: string | undefined;
  readonly last: () => LastReport | undefined;
}

const mimeType = 'application/json';

/** The effective configuration with its secrets hidden, and the last report. */
export function addResources(server: McpServer, { context, config, last }: ResourceParts): void {
  const show = (uri: URL, value: unknown) => ({
    contents: [{ uri: uri.href, mimeType, text: JSON.stringify(value, null, 2) }],
  });
  server.registerResource(
    'effective configuration',
    'aqe://config/effective',
    {
      mimeType,
      description: 'What the fleet runs with, and where each value comes from. Secrets are hidden.',
    },
    async (uri) => {
      const { env, dotEnv } = context;
      const { document } = await readDocument(config, context);
      return show(uri, reportConfig({ document, env, dotEnv }));
    },
  );
  server.registerResource(
    'last report',
    'aqe://reports/last',
    {
      mimeType,
      description: 'The last result of a tool in this session; null before the first one.',
    },
    (uri) => show(uri, last() ?? null),
  );
}
