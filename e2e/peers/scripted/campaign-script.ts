import type { Campaign, FailureGroup } from '../../../contract/campaigns.ts';
import type { RunRow, RunState } from '../../../contract/runs.ts';
import { groupFailures } from '../../../electron/services/campaigns/failure-groups.ts';
import { RowFeed } from '../../../electron/services/row-feed.ts';
import { type CampaignPlan, countStates, expand, inState, progressAt, toCampaign } from './campaigns-data.ts';
import { createRandom, seedOf } from './random.ts';

const endedBadly: ReadonlySet<RunState> = new Set(['failed', 'cancelled', 'interrupted', 'truncated']);

/** A campaign that only pretends to compute: its rows go through the states that real ones go through. */
export class CampaignScript {
  readonly plan: CampaignPlan;
  readonly rows = new RowFeed<RunRow>();
  readonly campaign: RowFeed<Campaign>;
  readonly #slots: number;
  readonly #random: () => number;
  readonly #counts = countStates([]);
  readonly #running = new Set<string>();
  readonly #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: CampaignPlan, slots = 4) {
    this.plan = plan;
    this.#slots = slots;
    this.#random = createRandom(seedOf(plan.id));
    const now = Date.now();
    const rows = expand(plan);
    for (const row of rows) this.#put(inState(row, plan.stateAt(row.number / rows.length, row), now));
    this.campaign = new RowFeed([toCampaign(plan, [...this.rows.rows()], now)]);
  }

  get current(): Campaign {
    return this.campaign.get(this.plan.id) as Campaign;
  }

  failures(): FailureGroup[] {
    return groupFailures(this.rows.rows(), this.current.iterationVariables);
  }

  /** Lets runs go on, end and start, a step every `milliseconds`, `changes` rows each. */
  play(milliseconds: number, changes: number): void {
    this.#timer = setInterval(() => this.step(changes), milliseconds);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** One step: running rows go on; those that are done end; free slots are filled. */
  step(changes: number): void {
    if (this.current.phase !== 'running') return;
    for (const id of [...this.#running].slice(0, changes)) this.#advance(this.rows.get(id) as RunRow);
    this.#fill(Math.max(this.#slots, changes));
    this.recount();
  }

  setPhase(phase: Campaign['phase'], more: Partial<Campaign> = {}): void {
    const { paused: _paused, ...rest } = this.current;
    this.campaign.set({ ...rest, phase, ...more });
  }

  setRows(ids: readonly string[], state: RunState): void {
    for (const id of ids) {
      const row = this.rows.get(id);
      if (row) this.#put(inState(row, state, Date.now()));
    }
    this.recount();
  }

  badRows(): string[] {
    return [...this.rows.rows()].filter(row => endedBadly.has(row.state)).map(row => row.id);
  }

  recount(): void {
    const counts = { ...this.#counts };
    this.campaign.set({ ...this.current, counts, slotsBusy: counts.running, resultBytes: counts.finished * 1_240_000 });
  }

  #put(plain: RunRow): void {
    const row = this.plan.decorate?.(plain) ?? plain;
    const before = this.rows.get(row.id);
    if (before) this.#counts[before.state]--;
    this.#counts[row.state]++;
    if (row.state === 'running') this.#running.add(row.id);
    else this.#running.delete(row.id);
    if (row.state === 'waiting') this.#waiting.push(row.id);
    this.rows.set(row);
  }

  // Moved to the end of the queue, so that all running rows change in turn.
  #advance(row: RunRow): void {
    const fraction = (row.progress?.fraction ?? 0) + 0.05 + this.#random() * 0.1;
    this.#running.delete(row.id);
    if (fraction >= 1) this.#put({ ...inState(row, 'finished', Date.now()), endedAt: Date.now() });
    else this.#put({ ...row, progress: progressAt(fraction, this.#random) });
  }

  #fill(slots: number): void {
    while (this.#running.size < slots) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      const row = this.rows.get(id);
      if (row?.state !== 'waiting') continue;
      this.#put({
        ...inState(row, 'running', Date.now()),
        startedAt: Date.now(),
        progress: progressAt(0, this.#random),
      });
    }
  }
}
