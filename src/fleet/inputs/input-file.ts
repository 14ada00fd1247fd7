/** A file that a task comes with. */
export interface InputFile {
  /** As it is shown to the model: relative to where the run started, with forward slashes. */
  readonly path: string;
  readonly content: string;
}
