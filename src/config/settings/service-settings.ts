import type { EffectiveInput } from '../effective/layers.ts';
import { sourceOf } from '../effective/layers.ts';
import { leafKeys } from '../schema/leaf-keys.ts';

/** What `aqe serve` reads of a configuration, as 1.0.4 would: numbers may be texts. */
export interface ServiceSettings {
  readonly host: string;
  readonly port: number;
  /** The origins that browsers may call from. */
  readonly origins: readonly string[];
  /** `api.cors` is on, but names nobody. */
  readonly namesNoOrigin: boolean;
  /** Requests of one client in a window. */
  readonly rateLimit: { readonly windowMs: number; readonly max: number };
  /** What callers have to present: itself, or `sha256:` and its digest. Never to be shown. */
  readonly apiKey: string | undefined;
  /** `debug`, `info`, `warn` or `error`. */
  readonly logLevel: string;
}

/** Reads the settings of the service. */
export function serviceSettings(input: EffectiveInput): ServiceSettings {
  const keys = new Map(leafKeys('1.0.5').map((key) => [key.path.join('.'), key]));
  const valueOf = (name: string): unknown => {
    const key = keys.get(name);
    if (key === undefined) throw new Error(`${name} is no key of the schema`);
    return sourceOf({ path: key.path, key }, input).value ?? key.default;
  };
  const numberOf = (name: string): number => {
    const value = Number(valueOf(name));
    return Number.isFinite(value) && value >= 0 ? value : Number(keys.get(name)?.default);
  };
  const cors = valueOf('api.cors');
  const origins = originsOf(cors);
  const apiKey = valueOf('security.apiKey');
  return {
    host: String(valueOf('api.host')),
    port: numberOf('api.port'),
    origins,
    namesNoOrigin: origins.length === 0 && (cors === true || cors === 'true'),
    rateLimit: {
      windowMs: numberOf('api.rateLimit.windowMs'),
      max: numberOf('api.rateLimit.max'),
    },
    apiKey: typeof apiKey === 'string' && apiKey !== '' ? apiKey : undefined,
    logLevel: String(valueOf('logging.level')),
  };
}

/** A list, or texts with commas between them. */
function originsOf(cors: unknown): readonly string[] {
  const text = typeof cors === 'string' ? cors.split(',') : [];
  const listed: readonly unknown[] = Array.isArray(cors) ? cors : text;
  return listed.map((one) => String(one).trim()).filter((one) => /^https?:\/\//.test(one));
}
