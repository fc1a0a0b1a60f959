import type { LogLines } from '../../../contract/call.ts';
import type { Campaign, CampaignPhase, PauseReason } from '../../../contract/campaigns.ts';
import { Failure, isFailure, toFailureRecord } from '../../../contract/failure.ts';
import type { RunId, RunProgress } from '../../../contract/runs.ts';
import { SpeedCurve } from '../../../worker-images/worker/speed-curve.ts';
import type { AttemptReport, ClusterPort, PreparedCampaign, RunJob, RunListener } from '../cluster-port.ts';
import { toPieces } from '../in-slices.ts';
import { adopt, type JudgedRun, judgeRuns, summarise } from './adoption.ts';
import type { CampaignHandle, MissingPlan, RunAttempts } from './campaign-handle.ts';
import type { CampaignLogs } from './campaign-logs.ts';
import { PaceKeeper } from './pace-keeper.ts';
import type { CampaignHistory, CampaignRecord, RunRecord } from './records.ts';
import { endedBadly, RunTable } from './run-table.ts';
import { SameFailures, toPlaceless } from './same-failures.ts';
import { toAttempt, toEnded, toInterrupted, toStarted, toWaiting } from './transitions.ts';

/** What a live campaign needs around it. */
export interface CampaignSurroundings {
  readonly cluster: ClusterPort;
  readonly history: CampaignHistory;
  readonly pauseAfterSameFailures: () => number;
  readonly logs: CampaignLogs;
  readonly changed: (campaign: CampaignHandle) => void;
  readonly runEnded: (record: RunRecord, files: AttemptReport['files']) => void;
  readonly now: () => number;
}

const preparing: readonly CampaignPhase[] = ['preparing', 'building', 'expanding'];
// Ten thousand rows in one transaction would hold the event loop for too long.
const savedAtOnce = 500;

/**
 * A campaign that this application drives, from its submission to its end, and again when runs are retried. Whatever happened is in the history when a
 * method returns.
 */
export class LiveCampaign implements CampaignHandle, RunListener {
  #record: CampaignRecord;
  #progress: Campaign['progress'];
  #stop = new AbortController();
  readonly runs: RunTable;
  readonly #around: CampaignSurroundings;
  readonly #pace = new PaceKeeper();
  readonly #sameFailures = new SameFailures();
  readonly #speeds = new Map<RunId, SpeedCurve>();

  constructor(record: CampaignRecord, runs: Iterable<RunRecord>, around: CampaignSurroundings) {
    this.#record = record;
    this.runs = new RunTable(runs);
    this.#around = around;
  }

  get record(): CampaignRecord {
    return this.#record;
  }

  get #phase(): CampaignPhase {
    return this.#record.campaign.phase;
  }

  /** True while something may still happen by itself. */
  get isActive(): boolean {
    return this.#phase !== 'ended' && this.#phase !== 'interrupted';
  }

  /** True while its project is built or its runs are found. */
  get isPreparing(): boolean {
    return preparing.includes(this.#phase) || this.#progress !== undefined;
  }

  /** The campaign as lists and headers show it. */
  describe(): Campaign {
    const { counts } = this.runs;
    const slots = this.#around.cluster.describe().slots.total;
    const remaining = this.isActive ? this.#pace.estimate(this.runs, slots, this.#around.now()) : undefined;
    return {
      ...this.#record.campaign,
      counts: { ...counts },
      slotsBusy: counts.running,
      ...(this.#progress ? { progress: this.#progress } : {}),
      ...(remaining ? { remaining } : {}),
    };
  }

  /** Builds, expands and enqueues; never rejects, since whoever submitted may be gone: a problem is told in the campaign. */
  async start(): Promise<void> {
    await this.#attempt(async () => {
      const prepared = await this.#prepare(phase => this.#setPhase(phase));
      await this.#adopt(prepared, await this.#judge(prepared, this.#record.campaign.request.reuse));
    });
  }

  /** Expands anew and runs what has no valid result set; with `dryRun` only says what that would mean. */
  async runMissing(dryRun: boolean, signal: AbortSignal): Promise<MissingPlan> {
    if (preparing.includes(this.#phase))
      throw new Failure('campaign.still-running', { campaignId: this.#record.campaign.id });
    if (!this.isActive) this.#stop = new AbortController();
    const showPhase = this.isActive || dryRun ? () => undefined : (phase: CampaignPhase) => this.#setPhase(phase);
    const before = this.#phase;
    try {
      const prepared = await this.#prepare(showPhase, signal);
      // Whatever was wanted anew at the beginning: what this campaign has finished since is not missing.
      const judged = await this.#judge(prepared, true);
      if (!dryRun) await this.#adopt(prepared, judged);
      return summarise(judged);
    } catch (error) {
      this.#progress = undefined;
      this.#setPhase(before);
      throw error;
    }
  }

  /** Puts runs that ended badly back into the queue; answers how many. */
  async retry(runIds: Iterable<RunId>): Promise<number> {
    const { place, campaign } = this.#record;
    if (!place) throw new Failure('campaign.ended', { campaignId: campaign.id });
    const again = [...runIds]
      .map(id => this.runs.record(id))
      .filter(record => record !== undefined && endedBadly.includes(record.row.state)) as RunRecord[];
    if (!this.isActive) this.#stop = new AbortController();
    await this.#around.cluster.revive(place, this.#stop.signal);
    this.#sameFailures.forget();
    await this.#keep(again.map(toWaiting));
    this.#enqueue(again.map(record => this.runs.record(record.row.id) as RunRecord));
    return again.length;
  }

  retryFailed(): Promise<number> {
    return this.retry(this.runs.inState('failed', 'interrupted').map(({ row }) => row.id));
  }

  pause(): void {
    this.#pauseFor({ kind: 'asked' });
  }

  resume(): void {
    const { id } = this.#record.campaign;
    if (this.#phase !== 'paused' && this.#phase !== 'pausing')
      throw new Failure('campaign.not-paused', { campaignId: id });
    this.#sameFailures.forget();
    this.#around.cluster.setHeld(id, false);
    this.#setPhase('running');
    this.#settle();
  }

  /** Cancels everything that has not ended, building included. */
  cancel(): void {
    if (!this.isActive) return;
    const wasPreparing = preparing.includes(this.#phase);
    this.#setPhase('cancelling');
    this.#stop.abort(new Error('the campaign was cancelled'));
    this.cancelRuns(this.runs.inState('waiting', 'running').map(({ row }) => row.id));
    this.#around.cluster.setHeld(this.#record.campaign.id, false);
    if (!wasPreparing) this.#settle();
  }

  cancelRuns(runIds: Iterable<RunId>): void {
    const unfinished = ['waiting', 'running'];
    this.#around.cluster.cancel(
      new Set([...runIds].filter(id => unfinished.includes(this.runs.record(id)?.row.state ?? ''))),
    );
  }

  started(job: RunJob, node: string): void {
    const record = this.runs.record(job.runId);
    if (!record) return;
    const started = toStarted(record, job.attempt, node, this.#around.now());
    this.#around.history.saveRuns([started]);
    this.runs.set(started);
    this.#speeds.set(job.runId, new SpeedCurve());
    this.#changed();
  }

  progress(job: RunJob, progress: RunProgress): void {
    this.runs.showProgress(job.runId, progress);
    const startedAt = this.runs.record(job.runId)?.row.startedAt ?? this.#around.now();
    this.#speeds.get(job.runId)?.add((this.#around.now() - startedAt) / 1000, progress);
  }

  async attemptsOf(runId: RunId): Promise<RunAttempts> {
    const kept = this.#around.history.listAttempts(runId);
    const row = this.runs.record(runId)?.row;
    const attempts = kept.map(({ speed: _, ...attempt }) => attempt);
    if (row?.state !== 'running') return { attempts, speed: kept.at(-1)?.speed ?? [] };
    // What is going on is not in the history yet.
    const present = { number: row.attempts, startedAt: row.startedAt ?? this.#around.now(), node: row.node ?? '' };
    return { attempts: [...attempts, present], speed: this.#speeds.get(runId)?.points() ?? [] };
  }

  watchBuildLog(after: number, signal: AbortSignal): AsyncIterable<LogLines> {
    return this.#around.logs.watchBuild(after, () => !this.isPreparing, signal);
  }

  watchLog(runId: RunId, attempt: number, after: number | undefined, signal: AbortSignal): AsyncIterable<LogLines> {
    const isEnded = () => {
      const row = this.runs.record(runId)?.row;
      return row?.state !== 'running' || row.attempts !== attempt;
    };
    return this.#around.logs.watchRun(runId, attempt, after, isEnded, signal);
  }

  logPath(runId: RunId, attempt: number): string | undefined {
    const { logs } = this.#around;
    return logs.hasRun(runId, attempt) ? logs.runPath(runId, attempt) : undefined;
  }

  /** It is nowhere but here. */
  async removeThere(): Promise<number> {
    return 0;
  }

  /** Simulations end with the application, and the cluster tells of it. */
  close(): void {}

  ended(job: RunJob, report: AttemptReport): void {
    const record = this.runs.record(job.runId);
    if (!record) return;
    const ended = toEnded(record, job, report);
    const attempt = record.row.state === 'running' ? toAttempt(job, record.row.node ?? '', report) : undefined;
    this.#around.history.saveEnd({ record: ended, attempts: attempt ? [attempt] : [], files: report.files });
    this.runs.set(ended);
    this.#speeds.delete(job.runId);
    this.#pace.note(report);
    this.#addResultBytes(report);
    this.#pauseIfPointless(report);
    this.#around.runEnded(ended, report.files);
    this.#changed();
    this.#settle();
  }

  /** Marks what was going on when an earlier life of the application ended. */
  takeUp(): void {
    if (!this.isActive) return;
    const lost = this.runs.inState('running', 'waiting').map(record => toInterrupted(record, this.#around.now()));
    for (const { record, attempt } of lost) {
      this.#around.history.saveEnd({ record, attempts: attempt ? [attempt] : [], files: [] });
      this.runs.set(record);
    }
    this.#setPhase(this.runs.size > 0 && lost.length === 0 ? 'ended' : 'interrupted');
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const wasCancelled = this.#stop.signal.aborted;
      if (!wasCancelled && !isFailure(error)) this.#around.logs.addBuildLine(String(error));
      this.#progress = undefined;
      this.#setPhase('ended', {
        endedAt: this.#around.now(),
        ...(wasCancelled ? {} : { problem: toFailureRecord(error) }),
      });
    }
  }

  async #prepare(showPhase: (phase: CampaignPhase) => void, signal?: AbortSignal): Promise<PreparedCampaign> {
    showPhase('building');
    const report = {
      building: (progress: Campaign['progress']) => {
        this.#progress = progress;
        this.#changed();
      },
      line: (text: string) => this.#around.logs.addBuildLine(text),
      expanding: () => showPhase('expanding'),
    };
    const { request } = this.#record.campaign;
    const stop = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    const prepared = await this.#around.cluster.prepare(request, report, stop);
    stop.throwIfAborted();
    this.#progress = undefined;
    if (prepared.runs.length > 0) return prepared;
    const { configuration, runFilter } = request;
    throw new Failure('campaign.empty', { configuration, ...(runFilter === undefined ? {} : { filter: runFilter }) });
  }

  #judge(prepared: PreparedCampaign, reuse: boolean): Promise<JudgedRun[]> {
    return judgeRuns(prepared, this.#record.campaign.request, this.#around.history, reuse);
  }

  async #adopt(prepared: PreparedCampaign, judged: readonly JudgedRun[]): Promise<void> {
    const { build, place, iterationVariables } = prepared;
    const { records, files, gone } = adopt(this.#record.campaign.id, build.key, judged, this.runs.records());
    const { problem: _, ...campaign } = this.#record.campaign;
    this.#record = {
      place,
      campaign: {
        ...campaign,
        build,
        projectName: place.projectName,
        resultFolder: place.projectRoot,
        iterationVariables: [...iterationVariables],
        runCount: records.length,
        startedAt: campaign.startedAt ?? this.#around.now(),
      },
    };
    this.#around.history.deleteRuns(gone);
    for (const id of gone) this.runs.remove(id);
    await this.#keep(records);
    for (const [runId, reused] of files) this.#keepFiles(runId, reused);
    this.#enqueue(records.filter(({ row }) => row.state === 'waiting'));
  }

  #keepFiles(runId: RunId, files: AttemptReport['files']): void {
    const record = this.runs.record(runId);
    if (record) this.#around.history.saveEnd({ record, attempts: [], files });
  }

  #enqueue(records: readonly RunRecord[]): void {
    const { place, campaign } = this.#record;
    if (!place) return;
    const { endedAt: _, paused: __, ...rest } = campaign;
    this.#record = { place, campaign: { ...rest, phase: 'running', runCount: this.runs.size } };
    this.#save();
    this.#around.cluster.setHeld(campaign.id, false);
    this.#around.cluster.enqueue(
      records.map(({ row }) => this.#toJob(row.id, row.number, row.attempts + 1, place)),
      this,
    );
    this.#changed();
    this.#settle();
  }

  #toJob(runId: RunId, number: number, attempt: number, place: RunJob['place']): RunJob {
    const { id, request } = this.#record.campaign;
    const { limits, priority, atOnce } = request;
    return {
      campaignId: id,
      runId,
      number,
      attempt,
      place,
      limits,
      priority,
      logPath: this.#around.logs.runPath(runId, attempt),
      ...(atOnce === undefined ? {} : { atOnce }),
    };
  }

  #addResultBytes({ files }: AttemptReport): void {
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const { campaign } = this.#record;
    if (bytes > 0)
      this.#record = { ...this.#record, campaign: { ...campaign, resultBytes: campaign.resultBytes + bytes } };
  }

  // Going on when every run so far died alike, or when results have no place to go, would only waste time.
  #pauseIfPointless({ end }: AttemptReport): void {
    const placeless = end.reason === 'not-stored' ? toPlaceless(end.failure) : undefined;
    if (placeless) this.#pauseFor(placeless);
    const alike = this.#sameFailures.note(end);
    const limit = this.#around.pauseAfterSameFailures();
    if (!alike || limit === 0 || alike.count < limit || this.runs.counts.waiting === 0) return;
    this.#pauseFor({ kind: 'same-failure', ...alike });
  }

  /** Goes from a passing phase into the one that lasts, when nothing is left that would. */
  #settle(): void {
    const { waiting, running } = this.runs.counts;
    if (running > 0) return;
    const passing: readonly CampaignPhase[] = ['running', 'cancelling', 'pausing', 'paused'];
    if (waiting === 0 && passing.includes(this.#phase)) this.#setPhase('ended', { endedAt: this.#around.now() });
    else if (this.#phase === 'pausing') this.#setPhase('paused', this.#pausedFor());
  }

  #pausedFor(): Pick<Campaign, 'paused'> {
    const { paused } = this.#record.campaign;
    return paused ? { paused } : {};
  }

  async #keep(records: readonly RunRecord[]): Promise<void> {
    for (const piece of toPieces(records, savedAtOnce)) {
      this.#around.history.saveRuns(piece);
      for (const record of piece) this.runs.set(record);
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  #pauseFor(reason: PauseReason): void {
    if (this.#phase !== 'running') return;
    this.#around.cluster.setHeld(this.#record.campaign.id, true);
    this.#setPhase(this.runs.counts.running > 0 ? 'pausing' : 'paused', { paused: reason });
  }

  #setPhase(phase: CampaignPhase, more: Partial<Pick<Campaign, 'paused' | 'endedAt' | 'problem'>> = {}): void {
    const { paused: _, ...rest } = this.#record.campaign;
    this.#record = { ...this.#record, campaign: { ...rest, phase, ...more } };
    this.#save();
    this.#changed();
  }

  #save(): void {
    this.#around.history.saveCampaign(this.#record);
  }

  #changed(): void {
    if (!this.isPreparing) this.#around.logs.closeBuild();
    this.#around.changed(this);
  }
}
