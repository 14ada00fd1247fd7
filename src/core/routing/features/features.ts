import { askedFeatures } from './asked-features.ts';
import { combinedFeatures, conceptFeatures } from './concept-features.ts';
import type { Feature } from './feature.ts';
import { givenFeatures } from './given-features.ts';

/** All features. The order means nothing: weights are found by name. */
export const features: readonly Feature[] = [
  ...askedFeatures,
  ...givenFeatures,
  ...combinedFeatures,
  ...conceptFeatures.flat(),
];
