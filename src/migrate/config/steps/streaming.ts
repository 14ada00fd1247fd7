import { streamingEntry } from '../new-sections.ts';
import { refuseSection } from '../refuse.ts';
import type { Step } from '../step.ts';

/** The streaming section, off. */
export const streaming: Step = {
  name: 'streaming',
  run: ({ document, value }) => {
    const present = value['streaming'];
    if (present === null) {
      return {
        changes: [{ kind: 'fill', key: 'streaming', value: streamingEntry().value }],
        notes: [{ kind: 'change', message: 'was empty: filled in, off' }],
      };
    }
    if (Object.hasOwn(value, 'streaming')) {
      if (typeof present !== 'object') throw refuseSection(document, 'streaming');
      return { changes: [], notes: [{ kind: 'keep', message: 'there already; kept as it is' }] };
    }
    const entry = streamingEntry();
    return {
      changes: [{ kind: 'add', at: undefined, entries: [entry] }],
      notes: [{ kind: 'change', message: 'added, off' }],
    };
  },
};
