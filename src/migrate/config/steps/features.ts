import { isRecord } from '../../../config/values.ts';
import { featuresEntry, NEW_FEATURES } from '../new-sections.ts';
import { refuseAlias, refuseSection } from '../refuse.ts';
import type { Step } from '../step.ts';

/** The two flags, off; merged into a `features` that is there already. */
export const features: Step = {
  name: 'features',
  run: ({ document, value }) => {
    if (!Object.hasOwn(value, 'features')) {
      return {
        changes: [
          { kind: 'add', at: undefined, entries: [featuresEntry(Object.hasOwn(value, 'ai'))] },
        ],
        notes: [{ kind: 'change', message: 'added: multiModelRouter and streaming, both off' }],
      };
    }
    const present = value['features'];
    if (present === null) {
      return {
        changes: [{ kind: 'fill', key: 'features', value: NEW_FEATURES }],
        notes: [
          { kind: 'change', message: 'was empty: added multiModelRouter and streaming, both off' },
        ],
      };
    }
    if (!isRecord(present)) throw refuseSection(document, 'features');
    const missing = Object.entries(NEW_FEATURES).filter(([key]) => !Object.hasOwn(present, key));
    if (missing.length === 0) {
      return { changes: [], notes: [{ kind: 'keep', message: 'there already; kept as it is' }] };
    }
    refuseAlias(document, 'features');
    const names = missing.map(([key]) => key).join(' and ');
    return {
      changes: [
        {
          kind: 'add',
          at: 'features',
          entries: missing.map(([key, item]) => ({ key, value: item })),
        },
      ],
      notes: [{ kind: 'change', message: `added ${names}, off, to the features that were there` }],
    };
  },
};
