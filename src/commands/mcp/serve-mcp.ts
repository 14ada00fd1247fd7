import { once } from 'node:events';
import { Writable } from 'node:stream';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { Context } from '../../cli/context.ts';
import { configFile } from '../../config/effective/config-file.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { version } from '../../version.ts';
import { addCompareCanary } from './compare-canary-tool.ts';
import { addCostReport } from './cost-report-tool.ts';
import { addExplainRoute } from './explain-route-tool.ts';
import { guardedFiles } from './guarded-files.ts';
import { addResources, type LastReport } from './add-resources.ts';
import { addRunTask } from './run-task-tool.ts';
import type { ToolHost } from './tool.ts';
import { addValidateConfig } from './validate-config-tool.ts';

/** In the order in which clients show them. */
const tools = [addRunTask, addValidateConfig, addExplainRoute, addCostReport, addCompareCanary];

/**
 * Serves until the client goes or the process is stopped; calls that are under way end and are booked first.
 * @throws AqeError FILE_…, CONFIG_…, ENV_INVALID
 */
export async function serveMcp(context: Context, config: string | undefined): Promise<void> {
  const { files, env, dotEnv, cwd, stdin, reporter } = context;
  await loadSettings({ files, file: config, env, dotEnv });
  const allowed = [configFile(config, env).path];
  const inner = { ...context, files: guardedFiles(files, { cwd, allowed }) };
  const running = new Set<Promise<unknown>>();
  const ended = once(stdin, 'end');
  const served = serveStdio(() => buildServer(inner, config, running), {
    transport: new StdioServerTransport(stdin, writableTo(context)),
    onerror: (error) => {
      reporter.debug(error.message);
    },
  });
  reporter.note('aqe mcp: serving on standard input and output.');
  await Promise.race([ended, context.untilStopped()]);
  await served.close();
  await Promise.allSettled(running);
}

function buildServer(
  context: Context,
  config: string | undefined,
  running: ToolHost['running'],
): McpServer {
  const server = new McpServer({ name: 'aqe', title: 'Agentic QE fleet', version });
  let last: LastReport | undefined;
  const onReport = (tool: string, report: unknown): void => {
    last = { tool, at: context.clock.now().toISOString(), report };
  };
  for (const add of tools) add({ server, context, config, onReport, running });
  addResources(server, { context, config, last: () => last });
  return server;
}

/** The protocol's own stream, which a test may have put anywhere. */
function writableTo({ stdout }: Context): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => {
      stdout.write(chunk, () => {
        done();
      });
    },
  });
}
