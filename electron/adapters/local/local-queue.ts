import type { RunJob, RunListener } from '../../services/cluster-port.ts';

/** An attempt that waits, with whom to tell. */
export interface QueuedJob {
  readonly job: RunJob;
  readonly listener: RunListener;
}

interface Lane {
  readonly campaignId: string;
  readonly priority: number;
  readonly jobs: QueuedJob[];
  /** First job not yet taken; taking from the front of an array of ten thousand would be slow. */
  head: number;
}

/** The attempts that wait on this computer: higher priority first, campaigns of one priority in turn, held campaigns not at all. */
export class LocalQueue {
  #lanes: Lane[] = [];
  readonly #held = new Set<string>();
  readonly #going = new Map<string, number>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(jobs: readonly QueuedJob[]): void {
    for (const queued of jobs) this.#laneOf(queued.job).jobs.push(queued);
    this.#size += jobs.length;
  }

  /** The next attempt to start, if there is one that may; whoever takes it says `done` when it is over. */
  take(): QueuedJob | undefined {
    const lane = this.#lanes
      .filter(candidate => this.#mayStart(candidate))
      .reduce<Lane | undefined>((best, one) => (best && best.priority >= one.priority ? best : one), undefined);
    if (!lane) return undefined;
    const taken = lane.jobs[lane.head++];
    this.#size--;
    this.#going.set(lane.campaignId, (this.#going.get(lane.campaignId) ?? 0) + 1);
    this.#lanes = this.#lanes.filter(one => one !== lane);
    // The lane goes to the end of the line, so that its equals come first next time.
    if (lane.head < lane.jobs.length) this.#lanes.push(lane);
    return taken;
  }

  /** One attempt of a campaign is over. */
  done(campaignId: string): void {
    const left = (this.#going.get(campaignId) ?? 1) - 1;
    if (left > 0) this.#going.set(campaignId, left);
    else this.#going.delete(campaignId);
  }

  /** Takes the attempts at these runs out, and answers with them. */
  remove(runIds: ReadonlySet<string>): QueuedJob[] {
    const removed: QueuedJob[] = [];
    this.#lanes = this.#lanes.flatMap(lane => {
      const waiting = lane.jobs.slice(lane.head);
      removed.push(...waiting.filter(({ job }) => runIds.has(job.runId)));
      const jobs = waiting.filter(({ job }) => !runIds.has(job.runId));
      return jobs.length > 0 ? [{ ...lane, jobs, head: 0 }] : [];
    });
    this.#size -= removed.length;
    return removed;
  }

  /** Takes everything out. */
  clear(): QueuedJob[] {
    const all = this.#lanes.flatMap(lane => lane.jobs.slice(lane.head));
    this.#lanes = [];
    this.#size = 0;
    return all;
  }

  setHeld(campaignId: string, held: boolean): void {
    if (held) this.#held.add(campaignId);
    else this.#held.delete(campaignId);
  }

  #mayStart({ campaignId, jobs, head }: Lane): boolean {
    if (this.#held.has(campaignId)) return false;
    const atOnce = jobs[head]?.job.atOnce;
    return atOnce === undefined || (this.#going.get(campaignId) ?? 0) < atOnce;
  }

  #laneOf({ campaignId, priority }: RunJob): Lane {
    const found = this.#lanes.find(lane => lane.campaignId === campaignId && lane.priority === priority);
    if (found) return found;
    const lane = { campaignId, priority, jobs: [], head: 0 };
    this.#lanes.push(lane);
    return lane;
  }
}
