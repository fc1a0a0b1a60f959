import { Button } from '@mantine/core';
import { IconChartHistogram, IconFolderOpen } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { latestFirst } from '../../models/campaign-list.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { FolderDialog } from '../../parts/folder-dialog/folder-dialog.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { Ago } from '../../parts/moment.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatCounted } from '../../words/format-number.ts';
import classes from './results-home.module.css';

const ResultsTab = lazy(async () => ({ default: (await import('../results/results-tab.tsx')).ResultsTab }));

/** Results of any campaign, or of any folder with result files in it. */
export function ResultsHomeScreen() {
  const [parameters] = useSearchParams();
  const path = parameters.get('path');
  return path === null ? <Choice /> : <OfFolder path={path} />;
}

function OfFolder({ path }: { path: string }) {
  return (
    <div className={classes.folder}>
      <div className={classes.top}>
        <ScreenHeader
          title={path.split('/').filter(Boolean).at(-1) ?? path}
          windowTitle="Results"
          note={<span className="mono">{path}</span>}
          actions={
            <Button component={Link} href="/results">
              Other results
            </Button>
          }
        />
      </div>
      <Suspense fallback={<LoadingState what="results" />}>
        <ResultsTab source={{ folder: path }} />
      </Suspense>
    </div>
  );
}

function Choice() {
  const { campaigns } = useApp();
  const { view } = useModel(campaigns);
  const [, navigate] = useLocation();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <div className={screen.screen}>
      <ScreenHeader
        title="Results"
        note="Open the results of a campaign, or any folder with .sca and .vec files."
        actions={
          <Button leftSection={<IconFolderOpen size={15} aria-hidden />} onClick={() => setChoosing(true)}>
            Open a folder…
          </Button>
        }
      />
      {view.phase === 'loading' && <LoadingState what="campaigns" />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={campaigns.retry} />}
      {view.phase === 'live' && <WithResults campaigns={latestFirst(view.value).filter(hasResults)} />}
      {isChoosing && (
        <FolderDialog
          title="Open a results folder"
          startAt=""
          confirm="Open this folder"
          onChoose={path => navigate(`/results?path=${encodeURIComponent(path)}`)}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

function hasResults({ counts }: Campaign): boolean {
  return counts.finished + counts.reused + counts.truncated > 0;
}

function WithResults({ campaigns }: { campaigns: readonly Campaign[] }) {
  if (campaigns.length === 0)
    return (
      <div className={screen.panel}>
        <EmptyState
          icon={IconChartHistogram}
          title="No campaign has results yet"
          actions={
            <Button component={Link} href="/new" variant="filled">
              New campaign
            </Button>
          }
        >
          Results appear as runs end. You can also open a folder with result files that were made elsewhere.
        </EmptyState>
      </div>
    );
  return (
    <ul className={`${screen.panel} ${classes.list}`} aria-label="Campaigns with results">
      {campaigns.map(({ id, name, projectName, counts, resultBytes, createdAt }) => (
        <li key={id}>
          <Link href={`/campaigns/${id}/results`} className={classes.item}>
            <span className={classes.name}>{name}</span>
            <span className="dim truncate">{projectName}</span>
            <span className="numeric">{formatCounted(counts.finished + counts.reused + counts.truncated, 'run')}</span>
            <span className="numeric dim">{formatBytes(resultBytes)}</span>
            <span className="dim">
              <Ago moment={createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
