import { join } from 'node:path';
import type { CampaignRequest } from '../../../contract/campaigns.ts';
import type { SubmissionHistory } from '../../../contract/queues.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { keepsResults } from '../../../worker-images/worker/run-ends.ts';
import { pointOf } from '../../../worker-images/worker/run-identity.ts';
import { inSlices } from '../in-slices.ts';
import type { DistantCampaignFacts, DistantRun } from '../swarms/swarm-port.ts';
import type { CampaignHistory, CampaignRecord, RunRecord } from './records.ts';
import { isUnchanged } from './reuse.ts';
import type { RunTable } from './run-table.ts';

/** What a swarm should know of earlier runs: whose results are here and valid, and how long points took. */
export async function historyFor(
  history: CampaignHistory,
  projectRoot: string,
  { iniFile, configuration }: CampaignRequest,
  reuse: boolean,
): Promise<SubmissionHistory> {
  const earlier = history.listFinished(projectRoot, iniFile, configuration);
  const valid = await inSlices(earlier, run =>
    reuse && run.files.every(file => isUnchanged(join(projectRoot, file.path), file)) ? [run.identity] : [],
  );
  const seconds = earlier.flatMap(run => (run.seconds === undefined ? [] : [[run.point, run.seconds] as const]));
  return { finished: [...new Set(valid.flat())], seconds: Object.fromEntries(seconds) };
}

/** Makes a swarm's runs the campaign's own; what is here already of their results stays so. */
export function toDistantRecords(
  runs: readonly DistantRun[],
  record: CampaignRecord,
  facts: DistantCampaignFacts,
  known: RunTable,
): RunRecord[] {
  const { id, request, resultFolder } = record.campaign;
  const { iterationVariables, build } = facts;
  const { iniFile, configuration, options } = request;
  const buildKey = build?.key ?? '';
  const frame = { projectRoot: resultFolder, iniFile, configuration, buildKey, iterationVariables, options };
  return runs.map(({ row, identity, effectiveHash }) => {
    const before = known.record(row.id);
    return {
      campaignId: id,
      row: withPlace(row, before?.row),
      identity,
      effectiveHash,
      buildKey,
      point: before?.point ?? pointOf({ ...row, effectiveHash }, frame),
      reuse: row.state === 'reused' ? 'an identical run has finished' : before?.reuse,
    };
  });
}

function withPlace(row: RunRow, before: RunRow | undefined): RunRow {
  if (!row.end || !keepsResults(row.end)) return row;
  const isSame = before?.attempts === row.attempts && before.end !== undefined;
  return { ...row, place: (isSame ? before.place : undefined) ?? 'there' };
}
