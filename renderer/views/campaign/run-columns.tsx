import type { RunRow } from '../../../contract/runs.ts';
import type { Column } from '../../parts/data-table/columns.ts';
import { RunProgressBar } from '../../parts/run-progress-bar.tsx';
import { RunTime } from '../../parts/run-time.tsx';
import { StateIcon } from '../../parts/state-icon.tsx';
import { describeRunEnd, describeRunState } from '../../words/describe-run-end.ts';
import { describePlace } from '../../words/describe-swarm.ts';
import { formatRate } from '../../words/format-number.ts';
import classes from './run-columns.module.css';

/** What the run table shows of each run; the node only where there are several, the place of its results only on a swarm. */
export function toRunColumns(
  variables: readonly string[],
  { isSpread, isDistant }: { isSpread: boolean; isDistant: boolean },
): Column<RunRow>[] {
  return [
    { id: 'state', header: 'State', width: 116, isSortable: true, cell: row => <State row={row} /> },
    { id: 'number', header: 'Run', width: 64, align: 'end', isSortable: true, cell: row => row.number },
    ...variables.map((name, index) => toValueColumn(name, index)),
    { id: 'repetition', header: 'Rep.', width: 62, align: 'end', isSortable: true, cell: row => row.repetition },
    { id: 'progress', header: 'Progress', width: 130, isSortable: true, cell: row => <RunProgressBar row={row} /> },
    { id: 'speed', header: 'Events/s', width: 100, align: 'end', isSortable: true, cell: speedOf },
    { id: 'time', header: 'Time', width: 92, align: 'end', isSortable: true, cell: row => <RunTime row={row} /> },
    { id: 'attempts', header: 'Tries', width: 62, align: 'end', isSortable: true, cell: row => row.attempts || '' },
    ...(isSpread ? [{ id: 'node', header: 'Node', width: 110, isSortable: true, cell: nodeOf }] : []),
    ...(isDistant ? [{ id: 'place', header: 'Results', width: 124, isSortable: true, cell: placeOf }] : []),
    { id: 'end', header: 'End', width: 180, grows: true, isSortable: true, cell: row => <End row={row} /> },
  ];
}

function toValueColumn(name: string, index: number): Column<RunRow> {
  return {
    id: `value:${name}`,
    header: name,
    width: Math.min(200, Math.max(84, name.length * 7.5 + 34)),
    isSortable: true,
    cell: row => <span className="numeric truncate">{row.values[index]}</span>,
  };
}

function State({ row }: { row: RunRow }) {
  return (
    <span className={classes.state}>
      <StateIcon state={row.state} />
      {describeRunState(row.state)}
    </span>
  );
}

function speedOf({ state, progress }: RunRow): string {
  return state === 'running' && progress?.eventsPerSecond !== undefined ? formatRate(progress.eventsPerSecond) : '';
}

function nodeOf({ node }: RunRow) {
  return <span className="truncate">{node}</span>;
}

function placeOf({ place }: RunRow) {
  return <span className="truncate">{place && describePlace(place)}</span>;
}

function End({ row }: { row: RunRow }) {
  if (!row.end || row.state === 'finished' || row.state === 'reused') return undefined;
  const { short } = describeRunEnd(row.end);
  return (
    <span className={`${classes.end} truncate`} data-state={row.state} title={short}>
      {short}
    </span>
  );
}
