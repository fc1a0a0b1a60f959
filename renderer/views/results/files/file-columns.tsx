import { IconAlertTriangle } from '@tabler/icons-react';
import type { ResultFile } from '../../../../contract/results.ts';
import type { Column } from '../../../parts/data-table/columns.ts';
import { FileName } from '../../../parts/file-name.tsx';
import { StateIcon } from '../../../parts/state-icon.tsx';
import { describeRunState } from '../../../words/describe-run-end.ts';
import { formatBytes } from '../../../words/format-bytes.ts';
import { formatMoment } from '../../../words/format-moment.ts';
import { formatCount } from '../../../words/format-number.ts';

const kindWords: Readonly<Record<ResultFile['kind'], string>> = {
  scalars: 'scalars',
  vectors: 'vectors',
  index: 'vector index',
  log: 'log',
  other: 'other',
};

/** What the table of result files shows. */
export const fileColumns: ReadonlyArray<Column<ResultFile>> = [
  { id: 'path', header: 'Name', width: 344, grows: true, isSortable: true, cell: file => <Name file={file} /> },
  { id: 'kind', header: 'Kind', width: 104, isSortable: true, cell: file => kindWords[file.kind] },
  { id: 'size', header: 'Size', width: 84, align: 'end', isSortable: true, cell: sizeOf },
  {
    id: 'modified',
    header: 'Changed',
    width: 150,
    isSortable: true,
    cell: file => formatMoment(file.modifiedAt, Date.now()),
  },
  { id: 'run', header: 'Run', width: 110, cell: file => <State file={file} /> },
];

function sizeOf({ size }: ResultFile) {
  return <span title={`${formatCount(size)} bytes`}>{formatBytes(size)}</span>;
}

function Name({ file }: { file: ResultFile }) {
  const { path, problem } = file;
  return (
    <>
      <FileName path={path} />
      {problem !== undefined && (
        <span title={problem} style={{ marginLeft: 8, color: 'var(--truncated-ink)', display: 'inline-flex' }}>
          <IconAlertTriangle size={15} role="img" aria-label={problem} />
        </span>
      )}
    </>
  );
}

function State({ file: { runState } }: { file: ResultFile }) {
  if (!runState) return undefined;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      <StateIcon state={runState} />
      {describeRunState(runState)}
    </span>
  );
}
