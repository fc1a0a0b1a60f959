import { toFailureRecord } from '../../../contract/failure.ts';
import type { SwarmWork } from '../../../contract/swarms.ts';
import { RowFeed } from '../row-feed.ts';
import type { DeployReport } from './swarm-port.ts';

const linesKept = 400;
const id = 'work';

/** The long work on one swarm: one at a time, going on when nobody looks, remembered until the next. */
export class CurrentWork {
  readonly #feed = new RowFeed<{ id: string; work: SwarmWork | undefined }>([{ id, work: undefined }]);
  #stop: AbortController | undefined;

  get work(): SwarmWork | undefined {
    return this.#feed.get(id)?.work;
  }

  get isGoingOn(): boolean {
    return this.#stop !== undefined;
  }

  async *watch(signal: AbortSignal): AsyncGenerator<SwarmWork | undefined> {
    for await (const { work } of this.#feed.watchRow(id, signal)) yield work;
  }

  cancel(): void {
    this.#stop?.abort(new Error('the work was cancelled'));
  }

  /** Does the work; what comes of it is told in `work`, never thrown. */
  async run(
    what: SwarmWork['what'],
    work: (report: DeployReport, signal: AbortSignal) => Promise<void>,
    changed: () => void,
  ): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    const change = (part: Partial<SwarmWork>) => {
      const before = this.work;
      if (before) this.#feed.set({ id, work: { ...before, ...part } });
      changed();
    };
    this.#feed.set({
      id,
      work: { what, phase: 'working', progress: { stage: 'check' }, startedAt: Date.now(), lines: [] },
    });
    changed();
    const report: DeployReport = {
      progress: progress => change({ progress }),
      line: text => change({ lines: [...(this.work?.lines ?? []), text].slice(-linesKept) }),
    };
    try {
      await work(report, stop.signal);
      this.#stop = undefined;
      change({ phase: 'done', endedAt: Date.now(), progress: { stage: 'done', fraction: 1 } });
    } catch (error) {
      this.#stop = undefined;
      const outcome = stop.signal.aborted
        ? { phase: 'cancelled' as const }
        : { phase: 'failed' as const, failure: toFailureRecord(error) };
      change({ ...outcome, endedAt: Date.now() });
    }
  }
}
