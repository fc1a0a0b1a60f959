/** What could not be read of a file: how often, and the first time in words. */
export class ProblemLog {
  #first: string | undefined;
  #count = 0;
  #notes: string[] = [];

  /** A line that was left out. */
  line(number: number, problem: string): void {
    this.#count++;
    this.#first ??= `line ${number}: ${problem}`;
  }

  /** Something about the file as a whole. */
  note(problem: string): void {
    if (!this.#notes.includes(problem)) this.#notes.push(problem);
  }

  /** All of it in a sentence or two; undefined when nothing is wrong. */
  summary(): string | undefined {
    const parts = [...this.#notes];
    if (this.#first !== undefined)
      parts.push(this.#count === 1 ? this.#first : `${this.#first} (and ${this.#count - 1} more)`);
    return parts.length === 0 ? undefined : parts.join('; ');
  }
}
