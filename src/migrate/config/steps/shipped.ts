import { locate } from '../../../config/document/parse.ts';
import { shippedKeyMeaning, shippedKeys } from '../../../config/shipped-keys.ts';
import { formatPath, spanOf } from '../../../config/document/span.ts';
import type { Step } from '../step.ts';

/** Keys of the published 1.0.5 mean something else here: each is named, none is touched. */
export const shipped: Step = {
  name: 'published 1.0.5',
  run: ({ document, value }) => ({
    changes: [],
    notes: shippedKeys(value).map((path) => {
      const span = spanOf(document, path);
      return {
        kind: 'warning',
        message: `${formatPath(path)} is a key of the published 1.0.5 with another meaning; kept, not read (${shippedKeyMeaning(path) ?? ''})`,
        location: locate(document, (span?.key ?? span?.value)?.start ?? 0),
      };
    }),
  }),
};
