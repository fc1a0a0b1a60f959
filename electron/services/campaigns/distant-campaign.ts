import { setTimeout } from 'node:timers/promises';
import type { LogLines } from '../../../contract/call.ts';
import type { Campaign, CampaignPhase } from '../../../contract/campaigns.ts';
import { Failure, toFailureRecord } from '../../../contract/failure.ts';
import type { CampaignId, RunFile, RunId, RunRow } from '../../../contract/runs.ts';
import { keepsResults } from '../../../worker-images/worker/run-ends.ts';
import type { DistantCampaignFacts, DistantNews, SwarmCampaigns, SwarmPort } from '../swarms/swarm-port.ts';
import type { CampaignHandle, MissingPlan, RunAttempts } from './campaign-handle.ts';
import type { CampaignLogs } from './campaign-logs.ts';
import { phaseOf, planMissing } from './distant-phases.ts';
import { historyFor, toDistantRecords } from './distant-records.ts';
import { PaceKeeper } from './pace-keeper.ts';
import type { CampaignHistory, CampaignRecord, RunRecord } from './records.ts';
import { ResultFetcher } from './result-fetcher.ts';
import { endedBadly, RunTable } from './run-table.ts';

/** What a campaign on a swarm needs around it. */
export interface DistantSurroundings {
  /** Undefined when the swarm was forgotten here. */
  readonly swarm: () => SwarmPort | undefined;
  readonly history: CampaignHistory;
  readonly logs: CampaignLogs;
  readonly pauseAfterSameFailures: () => number;
  readonly graceSeconds: () => number;
  readonly changed: (campaign: CampaignHandle) => void;
  readonly runEnded: (record: RunRecord, files: readonly RunFile[]) => void;
  readonly now: () => number;
}

const unfinished: readonly RunRow['state'][] = ['waiting', 'running'];
const comeBackAfter = 1000;
const patience = 60_000;

/**
 * A campaign that a swarm drives. This application hands it over, follows it, and brings its results into the project's own folder as runs end; the swarm
 * finishes it whether anybody looks or not.
 */
export class DistantCampaign implements CampaignHandle {
  #record: CampaignRecord;
  #progress: Campaign['progress'];
  #outOfReach: Campaign['outOfReach'];
  #facts: DistantCampaignFacts | undefined;
  #following: AbortController | undefined;
  #cancelling = false;
  readonly runs: RunTable;
  readonly #around: DistantSurroundings;
  readonly #pace = new PaceKeeper();
  readonly #fetcher: ResultFetcher;

  constructor(record: CampaignRecord, runs: Iterable<RunRecord>, around: DistantSurroundings) {
    this.#record = record;
    this.runs = new RunTable(runs);
    this.#around = around;
    this.#fetcher = new ResultFetcher({
      fetch: (runId, received, signal) => this.#fetch(runId, received, signal),
      changed: () => {
        if (!this.isActive) this.#leave();
        around.changed(this);
      },
    });
  }

  get record(): CampaignRecord {
    return this.#record;
  }

  get isActive(): boolean {
    return this.#record.campaign.phase !== 'ended' || this.#fetcher.left > 0;
  }

  get isPreparing(): boolean {
    return ['preparing', 'building', 'expanding'].includes(this.#record.campaign.phase);
  }

  get #distantId(): CampaignId {
    return this.#record.distantId ?? this.#record.campaign.id;
  }

  describe(): Campaign {
    const { counts } = this.runs;
    const slots = this.#around.swarm()?.describe().slots.total ?? 0;
    const remaining = this.isActive ? this.#pace.estimate(this.runs, slots, this.#around.now()) : undefined;
    return {
      ...this.#record.campaign,
      counts: { ...counts },
      slotsBusy: counts.running,
      ...(this.#progress ? { progress: this.#progress } : {}),
      ...(remaining ? { remaining } : {}),
      ...(this.#fetcher.left > 0 ? { fetching: this.#fetcher.describe() } : {}),
      ...(this.#outOfReach ? { outOfReach: this.#outOfReach } : {}),
    };
  }

  async start(): Promise<void> {
    try {
      await this.#handOver(this.#record.campaign.request.reuse);
      this.#follow();
    } catch (error) {
      this.#progress = undefined;
      this.#setPhase('ended', { endedAt: this.#around.now(), problem: toFailureRecord(error) });
    }
  }

  /** What was never handed over is over; what was goes on there, and is followed again. */
  takeUp(): void {
    if (this.#record.place) this.#follow();
    else this.#setPhase('interrupted');
  }

  async runMissing(dryRun: boolean, signal: AbortSignal): Promise<MissingPlan> {
    const plan = planMissing(this.runs);
    if (dryRun) return plan;
    const { campaign } = this.#record;
    if (this.runs.counts.waiting + this.runs.counts.running > 0 || this.isPreparing) {
      throw new Failure('campaign.still-running', { campaignId: campaign.id });
    }
    signal.throwIfAborted();
    const round = Number(/\.(\d+)$/.exec(this.#distantId)?.[1] ?? 1) + 1;
    this.#leave();
    this.#record = { ...this.#record, distantId: `${campaign.id}.${round}` as CampaignId };
    this.#setPhase('preparing');
    await this.#handOver(true);
    this.#follow();
    return plan;
  }

  async retry(runIds: Iterable<RunId>): Promise<number> {
    const wanted = [...runIds].filter(id => endedBadly.includes(this.runs.record(id)?.row.state ?? 'finished'));
    const runs = wanted.length > 0 ? await this.#campaigns().retryRuns(this.#distantId, wanted) : 0;
    this.#cancelling = false;
    this.#follow();
    return runs;
  }

  async retryFailed(): Promise<number> {
    const { problem } = this.#record.campaign;
    if (problem && this.runs.size === 0) await this.#campaigns().retryBuild(this.#distantId);
    return this.retry(this.runs.inState('failed', 'interrupted').map(({ row }) => row.id));
  }

  pause(): Promise<void> {
    return this.#campaigns().pauseCampaign(this.#distantId);
  }

  resume(): Promise<void> {
    return this.#campaigns().resumeCampaign(this.#distantId);
  }

  async cancel(): Promise<void> {
    await this.#campaigns().cancelCampaign(this.#distantId);
    this.#cancelling = true;
    if (this.isActive) this.#setPhase('cancelling');
    this.#follow();
  }

  cancelRuns(runIds: Iterable<RunId>): Promise<void> {
    const ids = [...runIds].filter(id => unfinished.includes(this.runs.record(id)?.row.state ?? 'finished'));
    return this.#campaigns().cancelRuns(this.#distantId, ids);
  }

  async attemptsOf(runId: RunId): Promise<RunAttempts> {
    const kept = this.#around.history.listAttempts(runId);
    const row = this.runs.record(runId)?.row;
    const isKept = kept.length > 0 && kept.length >= (row?.attempts ?? 0) && row?.state !== 'running';
    if (isKept || !this.#isInReach()) {
      return { attempts: kept.map(({ speed: _, ...attempt }) => attempt), speed: kept.at(-1)?.speed ?? [] };
    }
    return this.#campaigns().readRun(this.#distantId, runId);
  }

  async *watchBuildLog(after: number, signal: AbortSignal): AsyncGenerator<LogLines> {
    // Before it is handed over there is nobody who could compile it.
    while (!this.#record.place && this.#record.campaign.phase === 'preparing' && !signal.aborted) {
      await setTimeout(comeBackAfter, undefined, { signal }).catch(() => undefined);
    }
    if (this.#record.place) yield* this.#campaigns().followBuildLog(this.#distantId, after, signal);
    else yield { lines: [], next: after, missed: 0, ended: true };
  }

  watchLog(runId: RunId, attempt: number, after: number | undefined, signal: AbortSignal): AsyncIterable<LogLines> {
    return this.#campaigns().followLog({ campaignId: this.#distantId, runId, attempt }, after, signal);
  }

  logPath(runId: RunId, attempt: number): string | undefined {
    const { logs } = this.#around;
    return logs.hasRun(runId, attempt) ? logs.runPath(runId, attempt) : undefined;
  }

  close(): void {
    this.#leave();
    this.#fetcher.stop();
  }

  async removeThere(): Promise<number> {
    return this.#record.place ? this.#campaigns().deleteCampaign(this.#distantId) : 0;
  }

  #campaigns(): SwarmCampaigns {
    const swarm = this.#around.swarm();
    const { clusterId } = this.#record.campaign.request;
    if (!swarm) throw new Failure('request.not-found', { what: 'cluster', id: clusterId });
    return swarm.campaigns();
  }

  #isInReach(): boolean {
    return this.#around.swarm() !== undefined && this.#outOfReach === undefined && this.#facts !== undefined;
  }

  async #handOver(reuse: boolean): Promise<void> {
    const { campaign } = this.#record;
    const { history, pauseAfterSameFailures, graceSeconds } = this.#around;
    const request = {
      campaignId: this.#distantId,
      name: campaign.name,
      request: campaign.request,
      pauseAfterSameFailures: pauseAfterSameFailures(),
      graceSeconds: graceSeconds(),
    };
    const report = (progress: Campaign['progress']) => {
      this.#progress = progress;
      this.#around.changed(this);
    };
    const known = (projectRoot: string) => historyFor(history, projectRoot, campaign.request, reuse);
    await this.#untilReady();
    const place = await this.#campaigns().submit(request, known, report, new AbortController().signal);
    const { problem: _, endedAt: __, ...rest } = this.#record.campaign;
    this.#progress = undefined;
    this.#record = {
      ...this.#record,
      place: { ...place, iniFile: campaign.request.iniFile, tree: '', command: [], environment: {} },
      campaign: {
        ...rest,
        projectName: place.projectName,
        resultFolder: place.projectRoot,
        startedAt: campaign.startedAt ?? this.#around.now(),
      },
    };
    this.#setPhase('building');
  }

  /** A swarm that is just being connected is waited for; one that is not wanted, or does not answer, is told. */
  async #untilReady(): Promise<void> {
    const swarm = this.#around.swarm();
    const isComing = swarm && ['connecting', 'degraded'].includes(swarm.describe().state.phase);
    if (isComing) await swarm.untilReady(AbortSignal.timeout(patience)).catch(() => undefined);
  }

  #follow(): void {
    if (this.#following) return;
    this.#following = new AbortController();
    void this.#followUntilDone(this.#following.signal);
  }

  #leave(): void {
    this.#following?.abort(new Error('the campaign is not followed any more'));
    this.#following = undefined;
  }

  async #followUntilDone(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const swarm = this.#around.swarm();
        if (!swarm)
          throw new Failure('request.not-found', { what: 'cluster', id: this.#record.campaign.request.clusterId });
        await swarm.untilReady(signal);
        for await (const news of swarm.campaigns().follow(this.#distantId, signal)) {
          if (signal.aborted) return;
          await this.#take(news);
          if (!this.isActive) return this.#leave();
        }
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.#outOfReach ??= { problem: toFailureRecord(error), since: this.#around.now() };
        this.#around.changed(this);
        await setTimeout(comeBackAfter, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  async #take(news: DistantNews): Promise<void> {
    const { campaign: facts, building } = news;
    this.#outOfReach = undefined;
    this.#facts = facts;
    this.#progress = facts.stage === 'building' ? building : undefined;
    const records = toDistantRecords(news.runs, this.#record, facts, this.runs);
    if (news.kind === 'snapshot' && facts.stage === 'enqueued')
      this.#forgetOthers(new Set(records.map(({ row }) => row.id)));
    this.#around.history.saveRuns(records.filter(record => this.#isWorthSaving(record)));
    for (const record of records) this.#adoptFiles(record);
    for (const record of records) this.#takeRecord(record);
    this.#fetcher.tryAgain();
    this.#fetcher.add(records.filter(({ row }) => row.place === 'there').map(({ row }) => row.id));
    this.#settle(facts);
  }

  #takeRecord(record: RunRecord): void {
    const before = this.runs.record(record.row.id);
    this.runs.set(record);
    const { state, end, startedAt, endedAt } = record.row;
    if (before?.row.state === state || unfinished.includes(state)) return;
    if (end && startedAt !== undefined && endedAt !== undefined) this.#pace.note({ end, startedAt, endedAt });
    if (before && !keepsResultsHere(record)) this.#around.runEnded(record, []);
  }

  /** A run that the swarm did not execute since its results are here: they are this campaign's too. */
  #adoptFiles(record: RunRecord): void {
    const { history } = this.#around;
    if (record.row.state !== 'reused' || this.runs.record(record.row.id)?.row.state === 'reused') return;
    const earlier = history.findFinished(record.identity);
    if (!earlier) return;
    history.saveEnd({ record, attempts: [], files: history.listFiles(earlier.record.row.id) });
  }

  // Progress is seen, not kept.
  #isWorthSaving({ row }: RunRecord): boolean {
    const before = this.runs.record(row.id)?.row;
    return before?.state !== row.state || before.attempts !== row.attempts || before.place !== row.place;
  }

  /** Rows of an earlier expansion: what of them is valid is in the present one too. */
  #forgetOthers(present: ReadonlySet<RunId>): void {
    const gone = [...this.runs.records()].map(({ row }) => row.id).filter(id => !present.has(id));
    this.#around.history.deleteRuns(gone);
    for (const id of gone) this.runs.remove(id);
  }

  #settle(facts: DistantCampaignFacts): void {
    const { build, problem, iterationVariables, runCount } = facts;
    const { problem: _, ...campaign } = this.#record.campaign;
    this.#record = {
      ...this.#record,
      campaign: {
        ...campaign,
        ...(build ? { build } : {}),
        ...(problem ? { problem } : {}),
        iterationVariables: [...iterationVariables],
        runCount,
      },
    };
    const phase = phaseOf(facts, this.runs, this.#cancelling);
    const isNews = phase !== campaign.phase;
    const ended = phase === 'ended' ? { endedAt: (isNews ? undefined : campaign.endedAt) ?? this.#around.now() } : {};
    if (phase === 'ended') this.#cancelling = false;
    this.#setPhase(phase, { ...ended, ...(facts.paused ? { paused: facts.paused } : {}) }, isNews);
  }

  async #fetch(runId: RunId, received: (bytes: number) => void, signal: AbortSignal): Promise<void> {
    const record = this.runs.record(runId);
    if (!record) return;
    this.#show(record, 'fetching');
    const campaigns = this.#campaigns();
    const request = {
      campaignId: this.#distantId,
      destination: this.#record.campaign.resultFolder,
      outwardResults: this.#facts?.outwardResults,
    };
    try {
      const files = await campaigns.fetchResults(request, record.row, { received }, signal);
      const { attempts, speed } = await campaigns.readRun(this.#distantId, runId);
      const here = { ...record, row: { ...record.row, place: 'here' as const } };
      const kept = attempts.map((attempt, at) => ({ ...attempt, speed: at === attempts.length - 1 ? speed : [] }));
      this.#around.history.saveEnd({ record: here, attempts: kept, files });
      this.#addResultBytes(files);
      this.runs.set(here);
      this.#around.runEnded(here, files);
    } catch (error) {
      this.#show(record, 'there');
      throw error;
    }
  }

  #show(record: RunRecord, place: NonNullable<RunRow['place']>): void {
    this.runs.set({ ...record, row: { ...record.row, place } });
  }

  #addResultBytes(files: readonly RunFile[]): void {
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const { campaign } = this.#record;
    this.#record = { ...this.#record, campaign: { ...campaign, resultBytes: campaign.resultBytes + bytes } };
    this.#around.history.saveCampaign(this.#record);
  }

  #setPhase(
    phase: CampaignPhase,
    more: Partial<Pick<Campaign, 'paused' | 'endedAt' | 'problem'>> = {},
    save = true,
  ): void {
    const { paused: _, ...rest } = this.#record.campaign;
    this.#record = { ...this.#record, campaign: { ...rest, phase, ...more } };
    if (save) this.#around.history.saveCampaign(this.#record);
    this.#around.changed(this);
  }
}

function keepsResultsHere({ row }: RunRecord): boolean {
  return row.end !== undefined && keepsResults(row.end);
}
