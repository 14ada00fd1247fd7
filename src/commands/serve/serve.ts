import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { onHangup } from '../../cli/process-events.ts';
import { LiveSettings } from '../../config/live/live-settings.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { serviceSettings } from '../../config/settings/service-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import { refuseOpenDoor } from '../../server/authorize.ts';
import type { RunningService } from '../../server/run-service.ts';
import { serviceLog } from '../../server/service-log.ts';
import { type Opened, type ServeOptions, startService } from './start-service.ts';

/**
 * Serves until it is stopped.
 * @throws AqeError USAGE, FILE_…, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE, PORT_UNAVAILABLE, AGENT_INVALID, PROVIDER_UNAUTHORIZED
 */
export async function serve(context: Context, options: ServeOptions): Promise<ExitCode> {
  const { files, env, dotEnv, cwd, ports, reporter } = context;
  const source = { files, file: options.config, env, dotEnv };
  const { settings, document } = await loadSettings(source);
  const service = serviceSettings({ document, env, dotEnv });
  const address = { host: options.host ?? service.host, port: options.port ?? service.port };
  refuseOpenDoor(address.host, service.apiKey);
  if (service.namesNoOrigin) reporter.warn(NO_ORIGIN);
  const replica = randomUUID();
  const log = serviceLog(context.stderr, { level: service.logLevel, replica });
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'create' });
  try {
    const opened = { store, log, service, replica, address };
    await serveFrom(context, options, opened);
  } finally {
    await store.close();
  }
  return ExitCode.ok;
}

const NO_ORIGIN =
  'api.cors is on, but no origin may call: list them, as in cors: [https://dashboard.example.com].';

async function serveFrom(context: Context, options: ServeOptions, opened: Opened): Promise<void> {
  const { files, env, dotEnv, cwd, ports, reporter } = context;
  const { store, log } = opened;
  const scheduler = await ports.scheduler();
  let running: RunningService | undefined;
  const live = await LiveSettings.open({
    files,
    file: options.config,
    env,
    dotEnv,
    scheduler,
    watchFile: await ports.watchFile(cwd),
    shared: store.flags,
    onChange: ({ generation, settings: { features } }) => {
      log.info({ generation, features: features.flags }, 'flags are in force');
      void running?.report().catch(() => undefined);
    },
    onProblem: (problem) => {
      log.warn({ problem }, 'the newest configuration is not in force');
    },
  });
  const endHangup = onHangup(() => void live.reload());
  try {
    running = await startService(context, options, { ...opened, live });
    const { url, port } = running;
    reporter.result({ type: 'listening', url, port, replica: opened.replica }, () => url);
    await context.untilStopped();
    const tasks = await running.stop(options.drain * 1000);
    log.info({ givenBack: tasks }, 'stopped');
  } finally {
    endHangup();
    await live.stop();
  }
}
