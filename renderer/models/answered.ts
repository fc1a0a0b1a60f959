import type { AnyFailure } from '../../contract/failure.ts';
import type { Client } from '../client/client.ts';
import { askSafely, type Line } from '../client/follow.ts';
import { Model } from '../client/model.ts';
import { asFailure } from '../words/describe-failure.ts';

/** What is known about a question: the latest answer stays while a newer one is waited for. */
export interface Answering<Answer> {
  readonly phase: 'idle' | 'asking' | 'answered' | 'failed';
  readonly answer: Answer | undefined;
  readonly failure: AnyFailure | undefined;
}

/** Asks one call again and again with changing questions; only the latest question's answer counts, earlier ones are cancelled. */
export class Answered<Question, Answer> extends Model<Answering<Answer>> {
  readonly #line: Line;
  readonly #ask: (client: Client, question: Question, signal: AbortSignal) => Promise<Answer>;
  #question: Question | undefined;
  #leaving: AbortController | undefined;

  constructor(line: Line, ask: (client: Client, question: Question, signal: AbortSignal) => Promise<Answer>) {
    super({ phase: 'idle', answer: undefined, failure: undefined });
    this.#line = line;
    this.#ask = ask;
  }

  readonly ask = async (question: Question): Promise<void> => {
    this.cancel();
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.#question = question;
    this.change({ phase: 'asking', failure: undefined });
    try {
      const answer = await askSafely(
        this.#line,
        (client, signal) => this.#ask(client, question, signal),
        leaving.signal,
      );
      if (!leaving.signal.aborted) this.change({ phase: 'answered', answer });
    } catch (error) {
      if (!leaving.signal.aborted) this.change({ phase: 'failed', answer: undefined, failure: asFailure(error) });
    }
  };

  /** Asks the latest question once more. */
  readonly retry = (): void => {
    if (this.#question !== undefined) void this.ask(this.#question);
  };

  /** Forgets question and answer. */
  readonly reset = (): void => {
    this.cancel();
    this.#question = undefined;
    this.change({ phase: 'idle', answer: undefined, failure: undefined });
  };

  cancel(): void {
    this.#leaving?.abort();
    this.#leaving = undefined;
  }
}
