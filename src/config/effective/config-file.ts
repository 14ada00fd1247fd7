import type { Environment } from './layers.ts';

/** The configuration that is meant, and whether somebody named it. */
export interface ConfigFile {
  readonly path: string;
  readonly named: boolean;
}

/** The argument, else $CONFIG_FILE, else the file that 1.0.4 reads. */
export function configFile(argument: string | undefined, env: Environment): ConfigFile {
  const variable = env['CONFIG_FILE'] ?? '';
  if (argument !== undefined) return { path: argument, named: true };
  return variable === ''
    ? { path: 'config/fleet.yaml', named: false }
    : { path: variable, named: true };
}
