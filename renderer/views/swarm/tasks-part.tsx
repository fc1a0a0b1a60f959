import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmState } from '../../../contract/swarms.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { type TaskFilter, type TaskGroup, type TaskRow, toTaskRows } from '../../models/swarm/tasks.ts';
import type { Column } from '../../parts/data-table/columns.ts';
import { DataTable } from '../../parts/data-table/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Ago } from '../../parts/moment.tsx';
import screen from '../../parts/screen.module.css';
import { useShortcut } from '../../parts/use-shortcut.ts';
import { describeTask } from '../../words/describe-swarm.ts';
import { formatCount } from '../../words/format-number.ts';
import { NoStack } from './no-stack.tsx';
import classes from './swarm.module.css';
import { WithSwarmState } from './with-swarm-state.tsx';

const columns: ReadonlyArray<Column<TaskRow>> = [
  { id: 'service', header: 'Task', width: 130, isSortable: true, cell: nameOf },
  { id: 'state', header: 'State', width: 170, isSortable: true, cell: row => <State row={row} /> },
  { id: 'node', header: 'Node', width: 140, isSortable: true, cell: ({ node }) => <Cut text={node} /> },
  { id: 'since', header: 'Since', width: 120, isSortable: true, cell: ({ since }) => <Ago moment={since} /> },
  { id: 'message', header: 'What Docker says', width: 260, grows: true, cell: ({ message }) => <Cut text={message} /> },
];
const groups = [
  { value: 'present', label: 'Present' },
  { value: 'failed', label: 'Failed' },
  { value: 'all', label: 'All' },
];
const nothing: TaskFilter = { group: 'present', text: '' };

/** Containers that are, were or should be, on all nodes. */
export function TasksPart({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  return (
    <div className={`${classes.part} ${classes.filled}`}>
      <WithSwarmState page={page} cluster={cluster} what="tasks">
        {state => (state.tasks.length === 0 ? <NoStack id={page.id} what="tasks" /> : <Tasks state={state} />)}
      </WithSwarmState>
    </div>
  );
}

function Tasks({ state }: { state: SwarmState }) {
  const [filter, setFilter] = useState(nothing);
  const [sorting, setSorting] = useState({ column: 'service', isDescending: false });
  const rows = useMemo(() => toTaskRows(state, filter, sorting), [state, filter, sorting]);
  return (
    <section className={`${screen.panel} ${classes.framed}`} aria-label="Tasks">
      <Toolbar filter={filter} onChange={setFilter} shown={rows.length} total={state.tasks.length} />
      <div className={classes.fill}>
        {rows.length === 0 ? (
          <NothingFits onClear={() => setFilter({ ...nothing, group: 'all' })} />
        ) : (
          <DataTable label="Tasks" columns={columns} rows={rows} idOf={toId} sorting={sorting} onSort={setSorting} />
        )}
      </div>
    </section>
  );
}

function Toolbar({
  filter,
  onChange,
  shown,
  total,
}: {
  filter: TaskFilter;
  onChange: (filter: TaskFilter) => void;
  shown: number;
  total: number;
}) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', () => input.current?.focus());
  const type = (text: string) => onChange({ ...filter, text });
  return (
    <search className={screen.toolbar} aria-label="Filter tasks">
      <TextInput
        ref={input}
        aria-label="Filter tasks by words"
        placeholder="Filter: service, node, message…"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={filter.text !== '' && <CloseButton size={18} aria-label="Clear" onClick={() => type('')} />}
        value={filter.text}
        onChange={event => type(event.currentTarget.value)}
        w={240}
      />
      <SegmentedControl
        aria-label="Which tasks"
        data={groups}
        value={filter.group}
        onChange={group => onChange({ ...filter, group: group as TaskGroup })}
      />
      <span className={screen.spring} />
      <span className="dim numeric" role="status">
        {formatCount(shown)} of {formatCount(total)} tasks
      </span>
    </search>
  );
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title="No task fits the filter"
      actions={<Button onClick={onClear}>Show all tasks</Button>}
    />
  );
}

function nameOf({ service, slot }: TaskRow) {
  return <Cut text={slot === undefined ? service : `${service}.${slot}`} />;
}

function State({ row }: { row: TaskRow }) {
  const { text, look } = describeTask(row);
  return (
    <span className={classes.state} data-look={look}>
      {text}
    </span>
  );
}

function Cut({ text }: { text: string }) {
  return (
    <span className="truncate" title={text}>
      {text}
    </span>
  );
}

function toId(row: TaskRow): string {
  return row.id;
}
