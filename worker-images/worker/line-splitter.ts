import { StringDecoder } from 'node:string_decoder';

/** The longest line that is kept whole; the rest of a longer one is cut off, so that a line cannot fill the memory. */
const longestLine = 8192;

/**
 * Cuts a byte stream into lines: LF, CR LF and lone CR end one, invalid UTF-8 becomes U+FFFD, over-long lines are cut.
 * Feed chunks, then `end()` for what is left.
 */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #overlong = false;

  push(chunk: Buffer): string[] {
    return this.#split(this.#decoder.write(chunk));
  }

  end(): string[] {
    const lines = this.#split(this.#decoder.end());
    if (this.#rest !== '') lines.push(this.#rest);
    this.#rest = '';
    return lines;
  }

  #split(text: string): string[] {
    const pieces = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    const rest = pieces.pop() ?? '';
    const lines = pieces.map((line, index) => this.#cut(line, index === 0));
    if (pieces.length > 0) this.#overlong = false;
    this.#overlong ||= rest.length > longestLine;
    this.#rest = rest.length > longestLine ? rest.slice(0, longestLine) : rest;
    return lines;
  }

  #cut(line: string, isFirst: boolean): string {
    const wasCut = line.length > longestLine || (isFirst && this.#overlong);
    return wasCut ? `${line.slice(0, longestLine)} … (line cut)` : line;
  }
}
