/** The version of this package; a test pins it to package.json. */
export const version = '1.0.5';
