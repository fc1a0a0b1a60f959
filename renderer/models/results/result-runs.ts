import type { AnyFailure } from '../../../contract/failure.ts';
import type { ResultRun, ResultSource } from '../../../contract/results.ts';
import { askSafely, type Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { asFailure } from '../../words/describe-failure.ts';

/** Iteration variable → accepted values. */
export type Where = Readonly<Record<string, string[]>>;

interface State {
  readonly phase: 'asking' | 'answered' | 'failed';
  readonly failure: AnyFailure | undefined;
  readonly where: Where;
  /** Those with the wanted values, at most a thousand; `total` counts all. */
  readonly runs: readonly ResultRun[];
  readonly total: number;
}

/** The runs of a result set, narrowed by values. */
export class ResultRuns extends Model<State> {
  readonly #line: Line;
  readonly #source: ResultSource;
  /** Every run seen so far: those that are chosen keep their names when others are listed. */
  readonly #known = new Map<string, ResultRun>();
  #leaving: AbortController | undefined;

  constructor(line: Line, source: ResultSource) {
    super({ phase: 'asking', failure: undefined, where: {}, runs: [], total: 0 });
    this.#line = line;
    this.#source = source;
  }

  open(): void {
    void this.narrow(this.read().where);
  }

  close(): void {
    this.#leaving?.abort();
  }

  find(id: string): ResultRun | undefined {
    return this.#known.get(id);
  }

  readonly retry = (): void => this.open();

  readonly narrow = async (where: Where): Promise<void> => {
    this.close();
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.change({ phase: 'asking', failure: undefined, where });
    try {
      const question = { source: this.#source, where: { ...where } };
      const answer = await askSafely(
        this.#line,
        (client, signal) => client.results.runs(question, signal),
        leaving.signal,
      );
      if (leaving.signal.aborted) return;
      for (const run of answer.runs) this.#known.set(run.id, run);
      this.change({ phase: 'answered', ...answer });
    } catch (error) {
      if (!leaving.signal.aborted) this.change({ phase: 'failed', failure: asFailure(error) });
    }
  };
}
