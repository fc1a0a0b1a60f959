import type { RunHeader } from '../model.ts';
import type { Keyword } from './keywords.ts';
import { closeHeader, type OpenHeader, openHeader } from './run-header.ts';

/** What is wrong with a line, in words; undefined when nothing is. */
export type LineProblem = string | undefined;

/** Reads the lines that tell about files and runs, not about results. */
export class HeaderReader {
  /** Size in bytes and modification time in seconds that an index names for its vector file; undefined while the file is being written. */
  indexed: { readonly size: number; readonly modified: number } | undefined;
  #open: OpenHeader | undefined;
  #hasRun = false;

  /** A run has begun, whether its header is still being read or not. */
  get hasRun(): boolean {
    return this.#hasRun;
  }

  /** Attributes now belong to the run. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Ends the header with the first item or the end of the run; the header, if it had not ended before. */
  close(): RunHeader | undefined {
    const header = this.#open;
    this.#open = undefined;
    return header && closeHeader(header);
  }

  take(keyword: Keyword, tokens: readonly string[] | undefined): LineProblem {
    if (!tokens) return 'a quote is not closed';
    if (keyword === 'run') return this.#run(tokens);
    if (keyword === 'version') return this.#version(tokens);
    if (keyword === 'file') return this.#file(tokens);
    return this.#entry(keyword, tokens);
  }

  #run(tokens: readonly string[]): LineProblem {
    const [name] = tokens;
    if (tokens.length !== 1 || name === undefined) return 'a run needs one id';
    this.#open = openHeader(name);
    this.#hasRun = true;
    return undefined;
  }

  #version(tokens: readonly string[]): LineProblem {
    const isKnown = tokens.length === 1 && (tokens[0] === '2' || tokens[0] === '3');
    return isKnown ? undefined : `version ${tokens.join(' ')} is not known, only 2 and 3`;
  }

  #file(tokens: readonly string[]): LineProblem {
    const [size = Number.NaN, modified = Number.NaN] = tokens.map(Number);
    if (!Number.isSafeInteger(size) || !Number.isSafeInteger(modified)) return 'file needs a size and a time';
    this.indexed = { size, modified };
    return undefined;
  }

  #entry(keyword: Keyword, tokens: readonly string[]): LineProblem {
    const [name, value] = tokens;
    if (!this.#open) return `${keyword} stands outside of a run's header`;
    if (tokens.length !== 2 || name === undefined || value === undefined) return `${keyword} needs a name and a value`;
    if (keyword === 'attr') this.#open.attributes.set(name, value);
    else if (keyword === 'itervar') this.#open.iterationVariables.set(name, value);
    else this.#open.config.push([name, value]);
    return undefined;
  }
}
