import type { RunRow } from '../../contract/runs.ts';
import { useModel } from '../models/use-model.ts';
import { formatDuration } from '../words/format-duration.ts';
import { useApp } from './app-context.tsx';
import { useNow } from './use-now.ts';

/** How long a run took, or has been running. */
export function RunTime({ row }: { row: Pick<RunRow, 'state' | 'startedAt' | 'endedAt'> }) {
  const { state, startedAt, endedAt } = row;
  if (startedAt === undefined) return undefined;
  if (endedAt !== undefined) return formatDuration((endedAt - startedAt) / 1000);
  return state === 'running' ? <Running since={startedAt} /> : undefined;
}

// Its clock stands still while nobody can say whether the run is still there.
function Running({ since }: { since: number }) {
  const { state } = useModel(useApp().connection);
  const now = useNow();
  const until = state.phase === 'reconnecting' ? state.since : now;
  return formatDuration(Math.max(0, Math.floor((until - since) / 1000)));
}
