import type { Files } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import type { Finding } from './finding.ts';
import { MAX_CONFIG_BYTES, parseText } from '../document/parse.ts';
import { type Repair, type Repaired, repairConfig } from './repair.ts';
import { type SecretMask, secretMask } from '../secrets/secret-mask.ts';
import { encodeText } from '../document/text.ts';
import { type ValidateOptions, type Validation, validateConfig } from './validate.ts';
import type { ConfigVersion } from '../version-of.ts';

/** Where a configuration is read from and, repaired, written to. */
export interface Source {
  /** The name for messages. */
  readonly file: string;
  /** Undefined for a stream: its repaired text is only returned. */
  readonly path: string | undefined;
  read(limit: number): Promise<Uint8Array>;
}

/** How {@link validateFile} treats what can be repaired. */
export type RepairMode = 'none' | 'preview' | 'write';

/** The outcome for one file that could be read. */
export interface CheckedFile {
  readonly kind: 'checked';
  readonly file: string;
  readonly version: ConfigVersion | undefined;
  /** After `--fix`: what remains. */
  readonly findings: readonly Finding[];
  readonly repairs: readonly Repair[];
  readonly mask: SecretMask;
  /** The whole text with the repairs, byte order mark included. */
  readonly repaired: Uint8Array | undefined;
  /** A unified diff of what `--fix` would do, secrets masked. */
  readonly diff: string | undefined;
}

/** The outcome for one file that could not be read, or that is something else. */
export interface UncheckedFile {
  readonly kind: 'unchecked';
  readonly file: string;
  readonly error: AqeError;
}

/** Validates one file and, when asked, repairs it. */
export async function validateFile(
  source: Source,
  files: Pick<Files, 'write'>,
  options: ValidateOptions & { readonly repair: RepairMode },
): Promise<CheckedFile | UncheckedFile> {
  try {
    const bytes = await source.read(MAX_CONFIG_BYTES);
    const before = await validateConfig(bytes, source.file, options);
    switch (options.repair) {
      case 'none': {
        return checked(source.file, before);
      }
      case 'preview': {
        return await preview(source.file, before);
      }
      case 'write': {
        const repaired = repair(before);
        if (repaired === undefined) return { ...checked(source.file, before), repaired: bytes };
        if (source.path !== undefined) {
          await files.write(source.path, repaired.data, { overwrite: true });
        }
        const after = await validateConfig(repaired.data, source.file, options);
        return {
          ...checked(source.file, after),
          repairs: repaired.repairs,
          repaired: repaired.data,
        };
      }
    }
  } catch (error) {
    if (!(error instanceof AqeError) || error.code === 'INTERRUPTED') throw error;
    return { kind: 'unchecked', file: source.file, error };
  }
}

interface EncodedRepair extends Repaired {
  readonly data: Uint8Array;
}

/** Undefined when there is nothing to repair. */
function repair({ document, version, catalogue }: Validation): EncodedRepair | undefined {
  if (document === undefined || version === undefined) return undefined;
  const repaired = repairConfig(document, version, catalogue);
  if (repaired.repairs.length === 0) return undefined;
  return { ...repaired, data: encodeText({ text: repaired.text, bom: document.bom }) };
}

async function preview(file: string, before: Validation): Promise<CheckedFile> {
  const repaired = repair(before);
  const { document, mask } = before;
  if (document === undefined || repaired === undefined) return checked(file, before);
  const { createTwoFilesPatch } = await import('diff');
  const { text } = secretMask(repaired.text, parseText({ ...document, text: repaired.text }));
  const diff = createTwoFilesPatch(file, file, mask.text, text, '', '', { context: 3 });
  return { ...checked(file, before), repairs: repaired.repairs, diff };
}

function checked(file: string, { version, findings, mask }: Validation): CheckedFile {
  return {
    kind: 'checked',
    file,
    version,
    findings,
    mask,
    repairs: [],
    repaired: undefined,
    diff: undefined,
  };
}
