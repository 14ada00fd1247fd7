/** The version of this package; a test pins it to package.json. */
export const version = '1.0.5';

/** The day it was released, `YYYY-MM-DD`; a clock that says less is wrong. */
export const releasedOn = '2026-11-23';
