import type { BuildMode, BuildState } from '../../../contract/projects.ts';
import { follow, type Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { asFailure } from '../../words/describe-failure.ts';

/** What compiling a project is at; `idle` before it is asked for and after it was cancelled. */
export type Building = { readonly phase: 'idle' } | BuildState;

/** Compiles a project when asked, and follows it. */
export class Build extends Model<{ readonly state: Building }> {
  readonly #line: Line;
  #leaving: AbortController | undefined;

  constructor(line: Line) {
    super({ state: { phase: 'idle' } });
    this.#line = line;
  }

  /** Compiles; tells whether there is a build in the end. */
  async start(folder: string, mode: BuildMode): Promise<boolean> {
    this.cancel();
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.change({ state: { phase: 'building', progress: { stage: 'Starting' }, lines: [] } });
    try {
      // After a break of the line it is asked again: what was compiled meanwhile is found.
      await follow(
        this.#line,
        (client, signal) => client.projects.build({ folder, mode }, signal),
        state => this.change({ state }),
        leaving.signal,
      );
    } catch (error) {
      if (leaving.signal.aborted) return false;
      const { code, details } = asFailure(error);
      this.change({ state: { phase: 'failed', failure: { code, details: { ...details }, causes: [] }, lines: [] } });
    }
    return !leaving.signal.aborted && this.read().state.phase === 'ready';
  }

  /** Leaves the build; the other end stops compiling when nobody else waits for it. */
  readonly cancel = (): void => {
    this.#leaving?.abort();
    this.#leaving = undefined;
    if (this.read().state.phase !== 'idle') this.change({ state: { phase: 'idle' } });
  };
}
