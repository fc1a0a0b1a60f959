import type { AnyFailure } from '../../contract/failure.ts';
import type { Client } from '../client/client.ts';
import { follow, type Line } from '../client/follow.ts';
import { asFailure } from '../words/describe-failure.ts';

/** What becomes of a watch that is followed. */
export interface Followed<Item> {
  /** Asked at first and after every break of the line. */
  readonly ask: (client: Client, signal: AbortSignal) => AsyncIterable<Item>;
  readonly take: (item: Item) => void;
  readonly failed: (failure: AnyFailure) => void;
  readonly ended?: () => void;
}

/** One watch at a time, for models that are opened and closed: leaving it is silent, every other end is told. */
export class Following {
  readonly #line: Line;
  #leaving: AbortController | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  start<Item>({ ask, take, failed, ended }: Followed<Item>): void {
    this.stop();
    const leaving = new AbortController();
    this.#leaving = leaving;
    follow(this.#line, ask, take, leaving.signal).then(
      () => leaving.signal.aborted || ended?.(),
      error => leaving.signal.aborted || failed(asFailure(error)),
    );
  }

  stop(): void {
    this.#leaving?.abort();
    this.#leaving = undefined;
  }
}
