import type { RunRow } from '../../../contract/runs.ts';

/** The runs under way, longest first. */
export function runningNow(rows: Iterable<RunRow>, count: number): RunRow[] {
  const running: RunRow[] = [];
  for (const row of rows) if (row.state === 'running') running.push(row);
  return running.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0)).slice(0, count);
}

/** The runs that ended last, latest first; of many only a few are kept in hand. */
export function latestEnds(rows: Iterable<RunRow>, count: number): RunRow[] {
  const latest: RunRow[] = [];
  for (const row of rows) {
    const endedAt = row.endedAt;
    if (endedAt === undefined || row.state === 'running' || row.state === 'waiting') continue;
    if (latest.length === count && endedAt <= (latest[count - 1]?.endedAt ?? 0)) continue;
    const place = latest.findIndex(other => (other.endedAt ?? 0) < endedAt);
    latest.splice(place < 0 ? latest.length : place, 0, row);
    latest.length = Math.min(latest.length, count);
  }
  return latest;
}
