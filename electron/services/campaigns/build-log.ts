import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

/** The compiler's output of one campaign, on disk line by line, so that it is there after the application has gone. */
export class BuildLog {
  readonly path: string;
  #stream: WriteStream | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Takes a line. A log that cannot be written must not keep anything from being built: the line is lost, the build is not. */
  add(text: string): void {
    if (!this.#stream) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#stream = createWriteStream(this.path, { flags: 'a' }).on('error', () => undefined);
    }
    this.#stream.write(`${text}\n`);
  }

  close(): void {
    this.#stream?.end();
    this.#stream = undefined;
  }
}
