import type { CampaignId, RunFile, RunId, RunRow } from '../../../contract/runs.ts';
import { type IdentityFrame, identityOf, pointOf } from '../../../worker-images/worker/run-identity.ts';
import type { PreparedCampaign, PreparedRun } from '../cluster-port.ts';
import { inSlices } from '../in-slices.ts';
import type { CampaignHistory, CampaignRecord, RunRecord } from './records.ts';
import { judgeReuse, type ReuseVerdict } from './reuse.ts';

/** A run of a fresh expansion with what an earlier result set means for it. */
export interface JudgedRun {
  readonly run: PreparedRun;
  readonly identity: string;
  readonly point: string;
  readonly verdict: ReuseVerdict;
}

/** Decides for every run of an expansion whether it has to be executed; without `reuse` everything has. */
export async function judgeRuns(
  prepared: PreparedCampaign,
  request: CampaignRecord['campaign']['request'],
  history: CampaignHistory,
  reuse: boolean,
): Promise<JudgedRun[]> {
  const frame = toFrame(prepared, request);
  return inSlices(prepared.runs, run => ({
    run,
    identity: identityOf(run, frame),
    point: pointOf(run, frame),
    verdict: reuse ? judgeReuse(run, frame, history) : { reuse: false, reason: 'everything was to be run anew' },
  }));
}

function toFrame(prepared: PreparedCampaign, request: CampaignRecord['campaign']['request']): IdentityFrame {
  const { configuration, iniFile, options } = request;
  const { build, iterationVariables, place } = prepared;
  return { projectRoot: place.projectRoot, iniFile, configuration, buildKey: build.key, iterationVariables, options };
}

/** The verdicts as a person reads them: how many runs for which reason. */
export function summarise(judged: readonly JudgedRun[]) {
  const reasons = new Map<string, { runs: number; reuse: boolean; reason: string }>();
  for (const { verdict } of judged) {
    const group = reasons.get(verdict.reason) ?? { runs: 0, reuse: verdict.reuse, reason: verdict.reason };
    reasons.set(verdict.reason, { ...group, runs: group.runs + 1 });
  }
  const reused = judged.filter(({ verdict }) => verdict.reuse).length;
  return { run: judged.length - reused, reused, reasons: [...reasons.values()].sort((a, b) => b.runs - a.runs) };
}

/** What a campaign's runs become when a fresh expansion is taken over. */
export interface Adoption {
  readonly records: RunRecord[];
  /** Files of the runs that are reused and that the campaign did not know. */
  readonly files: ReadonlyMap<RunId, readonly RunFile[]>;
  /** Unfinished runs whose point no longer exists. */
  readonly gone: RunId[];
}

const goingOn: readonly RunRow['state'][] = ['waiting', 'running'];
const worthKeeping: readonly RunRow['state'][] = ['finished', 'reused', 'truncated'];

/**
 * Makes judged runs a campaign's own. A known point keeps its id, its attempts and, when its results are valid, everything else; what is waiting or running
 * goes on undisturbed.
 */
export function adopt(
  campaignId: CampaignId,
  buildKey: string,
  judged: readonly JudgedRun[],
  known: Iterable<RunRecord>,
): Adoption {
  const before = [...known];
  const byPoint = new Map(before.map(record => [record.point, record]));
  let next = before.reduce((highest, { row }) => Math.max(highest, Number(row.id.split('-').at(-1))), -1) + 1;
  const files = new Map<RunId, readonly RunFile[]>();
  const records = judged.map(({ run, identity, point, verdict }): RunRecord => {
    const mine = byPoint.get(point);
    byPoint.delete(point);
    const id = mine?.row.id ?? (`${campaignId}-${next++}` as RunId);
    const common = { campaignId, identity, point, buildKey, effectiveHash: run.effectiveHash, reuse: verdict.reason };
    if (mine && goingOn.includes(mine.row.state)) return mine;
    if (verdict.reuse && mine?.row.state === 'finished' && mine.identity === identity)
      return { ...mine, row: { ...mine.row, number: run.number } };
    if (verdict.reuse) files.set(id, verdict.files);
    const state = verdict.reuse ? ('reused' as const) : ('waiting' as const);
    const attempts = mine?.row.attempts ?? 0;
    const row: RunRow = {
      id,
      number: run.number,
      values: [...run.values],
      repetition: run.repetition,
      attempts,
      state,
    };
    return { ...common, row };
  });
  const gone = [...byPoint.values()].filter(({ row }) => !worthKeeping.includes(row.state)).map(({ row }) => row.id);
  return { records, files, gone };
}
