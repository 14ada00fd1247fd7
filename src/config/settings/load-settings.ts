import type { Files } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import type { ConfigDocument } from '../document/parse.ts';
import type { EffectiveInput } from '../effective/layers.ts';
import { schemaFindings } from '../schema/validate-schema.ts';
import { isNewSection } from '../version-of.ts';
import { type FleetSettings, fleetSettings } from './fleet-settings.ts';
import { readDocument } from './read-document.ts';

/** Where settings come from. */
export interface SettingsSource extends Omit<EffectiveInput, 'document'> {
  readonly files: Files;
  /** The configuration that the user named. */
  readonly file: string | undefined;
}

/** Settings, and the file behind them. */
export interface LoadedSettings {
  readonly settings: FleetSettings;
  readonly path: string;
  /** Undefined when the default file is not there. */
  readonly document: ConfigDocument | undefined;
}

/**
 * Reads the settings that a fleet runs with. What is wrong in the sections of 1.0.5 is refused; the older sections are read as 1.0.4 reads them.
 * @throws AqeError FILE_…, CONFIG_…, ENV_INVALID
 */
export async function loadSettings({
  files,
  file,
  ...rest
}: SettingsSource): Promise<LoadedSettings> {
  const { path, document } = await readDocument(file, { files, env: rest.env });
  return { settings: settingsOf({ ...rest, document }), path, document };
}

/**
 * The settings of a configuration that was read already.
 * @throws AqeError CONFIG_INVALID, ENV_INVALID
 */
export function settingsOf(input: EffectiveInput): FleetSettings {
  if (input.document !== undefined) refuseInvalid(input.document);
  return fleetSettings(input);
}

function refuseInvalid(document: ConfigDocument): void {
  const errors = schemaFindings(document, '1.0.5').filter(
    ({ severity, path }) => severity === 'error' && isNewSection(path.split(/[.[]/)),
  );
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new AqeError('CONFIG_INVALID', `${first.message}${more}`, {
    location: first.location,
    hint: first.hint ?? `See everything that is wrong with: aqe validate-config ${document.file}`,
  });
}
