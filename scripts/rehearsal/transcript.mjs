import { hostname } from 'node:os';

/** What is done and said, on the terminal as it happens, and as markdown. */
export class Transcript {
  #text = '';
  #failed = 0;
  #dir;
  #open = false;

  /** @param {string} dir the folder whose name is left out */
  constructor(dir) {
    this.#dir = dir;
  }

  get isOk() {
    return this.#failed === 0;
  }

  get text() {
    const head = `# A rehearsal\n\nThe transcript of a run of \`npm run rehearsal\`: the built command line, two replicas, the simulator in the place of the provider. Nothing in it is written by hand.\n`;
    return head + this.#text;
  }

  title(text) {
    this.#close();
    this.#write(`\n## ${text}\n`);
  }

  say(text) {
    this.#close();
    this.#write(`\n${text}\n`);
  }

  /**
   * Says whether something is as it should be.
   * @param {string} text
   * @param {boolean} isSo
   */
  expect(text, isSo) {
    if (!isSo) this.#failed += 1;
    this.say(`${isSo ? '**As it should**' : '**NOT as it should**'}: ${text}.`);
  }

  /** What stands on the terminal: a command, and what it prints. */
  terminal(text) {
    if (!this.#open) this.#write('\n```console\n');
    this.#open = true;
    this.#write(
      text
        .replaceAll(this.#dir, '.')
        .replaceAll(/(127\.0\.0\.1:|port: )\d{4,5}/g, '$1…')
        .replaceAll(`${hostname()}:`, 'host:'),
    );
  }

  #close() {
    if (this.#open) this.#write('```\n');
    this.#open = false;
  }

  #write(text) {
    this.#text += text;
    process.stdout.write(text);
  }
}
