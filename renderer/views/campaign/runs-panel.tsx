import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { localClusterId } from '../../../contract/clusters.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { isFiltering, noFilter } from '../../models/campaign/run-filter.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { usePart } from '../../models/use-part.ts';
import { useApp } from '../../parts/app-context.tsx';
import { DataTable, type Selection } from '../../parts/data-table/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import screen from '../../parts/screen.module.css';
import classes from './campaign.module.css';
import { toRunColumns } from './run-columns.tsx';
import { RunsToolbar } from './runs-toolbar.tsx';
import { SelectionBar } from './selection-bar.tsx';

interface Props {
  readonly page: CampaignPage;
  readonly activeId: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** All runs as a table: sort, filter, select many, act on them. */
export function RunsPanel({ page, activeId, onOpen }: Props) {
  const selectedCount = usePart(page.runs, ({ selected }) => selected.size);
  return (
    <section className={`${screen.panel} ${classes.table}`} aria-label="Runs">
      {selectedCount > 0 ? <SelectionBar page={page} /> : <RunsToolbar page={page} />}
      <div className={classes.grid}>
        <Table page={page} activeId={activeId} onOpen={onOpen} />
      </div>
    </section>
  );
}

function Table({ page, activeId, onOpen }: Props) {
  const { rows, filter, sorting, selected } = useModel(page.runs);
  const columns = useColumns(page);
  const selection = useMemo<Selection>(
    () => ({
      count: selected.size,
      has: id => selected.has(id),
      toggle: page.runs.toggle,
      extendTo: page.runs.extendTo,
      toggleAll: page.runs.toggleAll,
    }),
    [selected, page.runs],
  );
  if (rows.length === 0 && isFiltering(filter)) return <NothingFits onClear={() => page.setFilter(noFilter)} />;
  return (
    <DataTable
      label="Runs"
      columns={columns}
      rows={rows}
      idOf={toId}
      sorting={sorting}
      onSort={page.runs.sort}
      selection={selection}
      activeId={activeId}
      onOpen={row => onOpen(row.id)}
      rowHeight={30}
    />
  );
}

// The node is only worth a column where there are several.
function useColumns(page: CampaignPage) {
  const { clusters } = useApp();
  const clusterId = useCampaign(page, ({ request }) => request.clusterId);
  const isSpread = usePart(
    clusters,
    ({ view }) => view.phase === 'live' && (view.value.get(clusterId)?.nodes ?? 1) > 1,
  );
  const variables = useCampaign(page, ({ iterationVariables }) => iterationVariables);
  const isDistant = clusterId !== localClusterId;
  return useMemo(() => toRunColumns(variables, { isSpread, isDistant }), [variables, isSpread, isDistant]);
}

function toId(row: RunRow): string {
  return row.id;
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title="No run fits the filter"
      actions={<Button onClick={onClear}>Show all runs</Button>}
    >
      States, values and words are all asked for at once.
    </EmptyState>
  );
}
