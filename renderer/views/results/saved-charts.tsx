import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconChartDots, IconChartHistogram, IconChartLine, IconTrash } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { SavedChart } from '../../../contract/campaigns.ts';
import { ChartDefinition, writeChart } from '../../models/results/chart-definition.ts';
import type { ResultsPage } from '../../models/results/results-page.ts';
import { useModel } from '../../models/use-model.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import own from './saved-charts.module.css';

const icons = { scalars: IconChartDots, vectors: IconChartLine, histograms: IconChartHistogram };

/** The charts kept with a campaign: opened again, taken off with a way back. */
export function SavedCharts({ page }: { page: ResultsPage }) {
  const { answer, failure } = useModel(page.charts);
  if (failure) return <FailureNotice failure={failure} onRetry={page.charts.retry} />;
  if (!answer) return <LoadingState what="saved charts" />;
  if (answer.length === 0)
    return (
      <div className={screen.panel}>
        <EmptyState icon={IconBookmark} title="No chart is saved yet">
          Draw scalars, vectors or a histogram and press “Save chart”: it is kept here with its axes, lines and filters.
        </EmptyState>
      </div>
    );
  return (
    <ul className={`${screen.panel} ${own.list}`} aria-label="Saved charts">
      {answer.map(chart => (
        <SavedItem key={chart.id} page={page} chart={chart} />
      ))}
    </ul>
  );
}

function SavedItem({ page, chart }: { page: ResultsPage; chart: SavedChart }) {
  const [location, navigate] = useLocation();
  const parsed = ChartDefinition.safeParse(chart.definition);
  const Icon = parsed.success ? icons[parsed.data.kind] : IconChartDots;
  const remove = async () => {
    if (await page.deleteChart(chart)) offerUndo(page, chart);
  };
  return (
    <li className={own.item}>
      <button
        type="button"
        className={own.open}
        disabled={!parsed.success}
        onClick={() => parsed.success && navigate(location + writeChart(parsed.data))}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
        <span className="truncate">{chart.title}</span>
        {!parsed.success && <span className="dim">made by a newer simswarm</span>}
      </button>
      <Tooltip label="Remove">
        <ActionIcon
          variant="subtle"
          color="gray"
          mr={8}
          aria-label={`Remove ${chart.title}`}
          onClick={() => void remove()}
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function offerUndo(page: ResultsPage, chart: SavedChart): void {
  const id = notifications.show({
    title: `“${chart.title}” was removed`,
    message: (
      <Button
        onClick={() => {
          notifications.hide(id);
          void page.restoreChart(chart);
        }}
      >
        Undo
      </Button>
    ),
    autoClose: 10_000,
  });
}
