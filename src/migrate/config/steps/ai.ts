import { locate } from '../../../config/document/parse.ts';
import { spanOf } from '../../../config/document/span.ts';
import { isRecord } from '../../../config/values.ts';
import { refuseSharedAnchor } from '../refuse.ts';
import { type Removal, removeKey } from '../remove.ts';
import { looksSecret, refuseRepeatedSecret, secretsOf } from '../secrets.ts';
import type { Step, StepInput, StepResult } from '../step.ts';

/** The `ai` block goes: its model is the default model of `routing`, its key belongs into the environment. */
export const ai: Step = {
  name: 'ai',
  run: (input) => {
    const { document, value } = input;
    if (!Object.hasOwn(value, 'ai')) return { changes: [], notes: [] };
    refuseSharedAnchor(document, 'ai');
    const secrets = secretsOf(value['ai']);
    const removal = removeKey(document, 'ai', (comment) => looksSecret(comment, secrets));
    if (removal !== undefined) refuseRepeatedSecret(document, removal.edit, secrets);
    return {
      changes: [{ kind: 'remove', key: 'ai' }],
      notes: [
        { kind: 'change', message: 'removed; ai.model is routing.defaultModel now' },
        ...keyNotes(input),
        ...otherKeys(input),
        ...commentNotes(removal),
      ],
    };
  },
};

type Notes = StepResult['notes'];

function keyNotes({ document, value }: StepInput): Notes {
  const block = value['ai'];
  if (!isRecord(block) || !Object.hasOwn(block, 'apiKey')) return [];
  const at = spanOf(document, ['ai', 'apiKey'])?.value.start;
  return [
    {
      kind: 'warning',
      message:
        'ai.apiKey was there and is not in the new file: set ANTHROPIC_API_KEY in the environment instead (the former file keeps it)',
      ...(at === undefined ? {} : { location: locate(document, at) }),
    },
  ];
}

function otherKeys({ document, value }: StepInput): Notes {
  const block = value['ai'];
  if (!isRecord(block)) return [];
  return Object.keys(block)
    .filter((key) => key !== 'apiKey' && key !== 'model')
    .map((key) => ({
      kind: 'warning' as const,
      message: `ai.${key} has no place in 1.0.5 and is not in the new file (1.0.4 ignored it; the former file keeps it)`,
      location: locate(document, spanOf(document, ['ai', key])?.value.start ?? 0),
    }));
}

function commentNotes(removal: Removal | undefined): Notes {
  if (removal === undefined || removal.dropped === 0) return [];
  return [
    {
      kind: 'warning',
      message: `${removal.dropped} comment(s) in the ai block look like secrets and went with it; the others stay`,
    },
  ];
}
