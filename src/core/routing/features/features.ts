import { askedFeatures } from './asked-features.ts';
import { combinedFeatures, conceptFeatures } from './concept-features.ts';
import type { Feature } from './feature.ts';
import { givenFeatures } from './given-features.ts';

/** Features that are always looked at. */
export const generalFeatures: readonly Feature[] = [
  ...askedFeatures,
  ...givenFeatures,
  ...combinedFeatures,
];

/** All features. The order means nothing: weights are found by name. */
export const features: readonly Feature[] = [...generalFeatures, ...conceptFeatures.flat()];
