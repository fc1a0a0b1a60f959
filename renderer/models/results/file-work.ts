import type { AnyFailure } from '../../../contract/failure.ts';
import type { FileWork } from '../../../contract/results.ts';
import { Model } from '../../client/model.ts';
import { asFailure } from '../../words/describe-failure.ts';

interface State {
  readonly work: FileWork | undefined;
  readonly startedAt: number | undefined;
  readonly failure: AnyFailure | undefined;
}

/** Copying or exporting: how far it is, with a way to stop it. */
export class FileWorking extends Model<State> {
  #leaving: AbortController | undefined;

  constructor() {
    super({ work: undefined, startedAt: undefined, failure: undefined });
  }

  async start(ask: (signal: AbortSignal) => AsyncIterable<FileWork>): Promise<void> {
    this.cancel();
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.change({
      work: { phase: 'working', progress: { stage: 'Starting' }, bytes: 0 },
      startedAt: Date.now(),
      failure: undefined,
    });
    try {
      for await (const work of ask(leaving.signal)) this.change({ work });
    } catch (error) {
      if (!leaving.signal.aborted) this.change({ work: undefined, failure: asFailure(error) });
    }
  }

  /** Stops it; what was finished stays. */
  readonly cancel = (): void => {
    this.#leaving?.abort();
    this.#leaving = undefined;
    this.change({ work: undefined, startedAt: undefined, failure: undefined });
  };
}
