/** A problem that a person can act on: its message is printed as it is, without a stack trace. */
export class Fault extends Error {
  /**
   * @param {string} message what is wrong, one sentence
   * @param {string} [remedy] what to do now
   */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Prints a fault for a person and ends the program with exit code 1.
 * @param {unknown} error
 * @returns {never}
 */
export function exitWith(error) {
  if (error instanceof Fault) {
    console.error(`\n  ${error.message}`);
    if (error.remedy) console.error(`  ${error.remedy}`);
    console.error("");
  } else {
    console.error(error);
  }
  process.exit(1);
}
