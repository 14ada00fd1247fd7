import { locate } from '../../../config/document/parse.ts';
import { spanOf } from '../../../config/document/span.ts';
import { isRecord } from '../../../config/values.ts';
import type { Step } from '../step.ts';

/** A map of agents is what 1.0.4's own documents show, and what 1.0.4 never read. */
export const agents: Step = {
  name: 'agents',
  run: ({ document, value }) => {
    if (!isRecord(value['agents'])) return { changes: [], notes: [] };
    return {
      changes: [],
      notes: [
        {
          kind: 'warning',
          message:
            'agents is a map; kept, but 1.0.4 ignored it and ran its default agents. Write a list (- type: …) to have them started',
          location: locate(document, spanOf(document, ['agents'])?.value.start ?? 0),
        },
      ],
    };
  },
};
