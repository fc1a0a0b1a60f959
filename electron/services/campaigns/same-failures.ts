import type { PauseReason } from '../../../contract/campaigns.ts';
import type { FailureRecord } from '../../../contract/failure.ts';
import type { RunEnd } from '../../../contract/runs.ts';
import { failureSignature } from '../../../worker-images/worker/run-ends.ts';

/** Counts how many runs of a campaign died alike before any ended well: a sign that going on is pointless. */
export class SameFailures {
  #alike: { signature: string; count: number } | undefined;
  #anyGood = false;

  /** Takes an end; answers what has happened alike so far, as long as nothing else has. */
  note(end: RunEnd): { signature: string; count: number } | undefined {
    if (end.reason === 'finished' || end.reason === 'truncated') this.#anyGood = true;
    const signature = failureSignature(end);
    if (this.#anyGood || signature === undefined) return undefined;
    const count = this.#alike?.signature === signature ? this.#alike.count + 1 : 1;
    this.#alike = { signature, count };
    return this.#alike;
  }

  /** Begins anew, after a person decided to go on. */
  forget(): void {
    this.#alike = undefined;
    this.#anyGood = false;
  }
}

/** Why a campaign pauses whose results have no place to go; undefined when that is not what went wrong. */
export function toPlaceless({ code, details }: FailureRecord): PauseReason | undefined {
  const path = String(details.path ?? '');
  if (code === 'disk.full') return { kind: 'disk-full', path };
  return code === 'project.moved' ? { kind: 'project-moved', path } : undefined;
}
