import { Button, Select, TextInput } from '@mantine/core';
import { IconCopy, IconFilesOff, IconFolderOpen, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { ResultFile } from '../../../../contract/results.ts';
import { Marks } from '../../../models/results/marks.ts';
import { type FileQuery, filterFiles, sumSizes } from '../../../models/results/result-files.ts';
import type { ResultsPage } from '../../../models/results/results-page.ts';
import { useModel, useOwn } from '../../../models/use-model.ts';
import { DataTable, type Sorting } from '../../../parts/data-table/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { FolderDialog } from '../../../parts/folder-dialog/folder-dialog.tsx';
import { LoadingState } from '../../../parts/loading-state.tsx';
import { Notice } from '../../../parts/notice.tsx';
import screen from '../../../parts/screen.module.css';
import { useReveal } from '../../../parts/use-reveal.tsx';
import { formatBytes } from '../../../words/format-bytes.ts';
import { formatCount, formatCounted } from '../../../words/format-number.ts';
import { FileWorkLine } from '../file-work-line.tsx';
import classes from '../results.module.css';
import { fileColumns } from './file-columns.tsx';
import { FolderTree } from './folder-tree.tsx';

/** The result files: where they are, how large, whether they could be read; for copying and opening. */
export function FilesView({ page }: { page: ResultsPage }) {
  const { answer, failure } = useModel(page.files);
  useEffect(() => {
    void page.files.ask({});
  }, [page]);
  if (failure) return <FailureNotice failure={failure} onRetry={page.files.retry} />;
  if (!answer) return <LoadingState what="files" lines={8} />;
  if (answer.files.length === 0)
    return (
      <div className={screen.panel}>
        <EmptyState icon={IconFilesOff} title="No result files yet">
          They appear here as runs end, in the project’s own results folder.
        </EmptyState>
      </div>
    );
  return <Filled page={page} files={answer.files} total={answer.total} />;
}

const kinds = [
  { value: '', label: 'All kinds' },
  { value: 'scalars', label: 'Scalars' },
  { value: 'vectors', label: 'Vectors' },
  { value: 'index', label: 'Indexes' },
  { value: 'log', label: 'Logs' },
  { value: 'other', label: 'Others' },
];

function Filled({ page, files, total }: { page: ResultsPage; files: readonly ResultFile[]; total: number }) {
  const marks = useOwn(() => new Marks());
  const { marked } = useModel(marks);
  const [query, setQuery] = useState<FileQuery>({ text: '', kind: '', folder: '' });
  const [sorting, setSorting] = useState<Sorting>({ column: 'path', isDescending: false });
  const shownQuery = useDeferredValue(query);
  const rows = useMemo(() => filterFiles(files, shownQuery, sorting), [files, shownQuery, sorting]);
  const selection = useMemo(() => marks.toSelection(rows.map(file => file.path)), [marks, rows, marked]);
  const change = (part: Partial<FileQuery>) => setQuery({ ...query, ...part });
  return (
    <div className={classes.split}>
      <FolderTree files={files} chosen={query.folder} onChoose={folder => change({ folder })} />
      <section className={`${screen.panel} ${classes.chart}`} aria-label="Files">
        <div className={classes.toolbar} style={{ alignItems: 'center' }}>
          <TextInput
            aria-label="Filter files"
            placeholder="Filter by name"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={query.text}
            onChange={event => change({ text: event.currentTarget.value })}
            w={200}
          />
          <Select
            aria-label="Kind"
            w={120}
            data={kinds}
            value={query.kind}
            onChange={kind => change({ kind: kind ?? '' })}
          />
          <span className={classes.spring} />
          <span className="dim numeric" role="status">
            {marked.size > 0
              ? `${formatCounted(marked.size, 'file')} selected, ${formatBytes(sumSizes(files.filter(file => marked.has(file.path))))}`
              : `${formatCounted(rows.length, 'file')}, ${formatBytes(sumSizes(rows))}`}
          </span>
          <FileActions page={page} files={files} marked={marked} />
        </div>
        <div style={{ padding: '0 14px' }}>
          <FileWorkLine model={page.copying} />
          {files.length < total && (
            <Notice
              tone="note"
              title={`The first ${formatCounted(files.length, 'file')} of ${formatCount(total)} are listed`}
            >
              Open the folder to see all of them.
            </Notice>
          )}
        </div>
        <div style={{ flex: 1, minHeight: 0 }}>
          <DataTable
            label="Result files"
            columns={fileColumns}
            rows={rows}
            idOf={toId}
            sorting={sorting}
            onSort={setSorting}
            selection={selection}
            rowHeight={30}
          />
        </div>
      </section>
    </div>
  );
}

function toId(file: ResultFile): string {
  return file.path;
}

function FileActions({
  page,
  files,
  marked,
}: {
  page: ResultsPage;
  files: readonly ResultFile[];
  marked: ReadonlySet<string>;
}) {
  const reveal = useReveal();
  const [isChoosing, setChoosing] = useState(false);
  const folder = files[0]?.folder ?? '';
  return (
    <div className={classes.deeds}>
      <Button leftSection={<IconFolderOpen size={15} aria-hidden />} onClick={() => void reveal(folder)}>
        Open folder
      </Button>
      <Button
        variant={marked.size > 0 ? 'filled' : 'default'}
        disabled={marked.size === 0}
        leftSection={<IconCopy size={15} aria-hidden />}
        onClick={() => setChoosing(true)}
      >
        Copy to…
      </Button>
      {isChoosing && (
        <FolderDialog
          title={`Copy ${formatCounted(marked.size, 'file')} to a folder`}
          startAt={folder}
          confirm="Copy here"
          onChoose={destination => {
            setChoosing(false);
            void page.copy([...marked], destination);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}
