import type { Verifier } from './verifier.ts';

/** Accepts what has the form that the agent promises: reports and files that fit their schemas. Prose has none. */
export const formVerifier: Verifier = {
  name: 'form',
  verify: async ({ result }) => {
    switch (result.kind) {
      case 'malformed':
        return { kind: 'reject', reasons: result.problems };
      case 'text':
        return { kind: 'unknown', reasons: ['prose has no form to be checked'] };
      case 'files':
      case 'report':
        return { kind: 'accept', reasons: [`it fits the schema of ${result.kind}`] };
    }
  },
};
