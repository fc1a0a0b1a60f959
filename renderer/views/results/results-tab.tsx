import { IconChartDots, IconChartHistogram, IconChartLine, IconFiles, IconStar } from '@tabler/icons-react';
import { useSearchParams } from 'wouter';
import type { ResultSource } from '../../../contract/results.ts';
import { readChart } from '../../models/results/chart-definition.ts';
import { ResultsPage } from '../../models/results/results-page.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { formatCounted } from '../../words/format-number.ts';
import { FilesView } from './files/files-view.tsx';
import { HistogramsView } from './histograms/histograms-view.tsx';
import classes from './results.module.css';
import { SavedCharts } from './saved-charts.tsx';
import { ScalarsView } from './scalars/scalars-view.tsx';
import { VectorsView } from './vectors/vectors-view.tsx';

const views = [
  { id: 'scalars', label: 'Scalars', icon: IconChartDots },
  { id: 'vectors', label: 'Vectors', icon: IconChartLine },
  { id: 'histograms', label: 'Histograms', icon: IconChartHistogram },
  { id: 'files', label: 'Files', icon: IconFiles },
  { id: 'charts', label: 'Saved charts', icon: IconStar },
] as const;

/** All results of a campaign or a folder, each way of looking at them with an address of its own. */
export function ResultsTab({ source }: { source: ResultSource }) {
  const { connection } = useApp();
  const page = useOpened(() => new ResultsPage(connection, source), JSON.stringify(source));
  const [parameters, setParameters] = useSearchParams();
  const view = parameters.get('view') ?? 'scalars';
  const chart = readChart(parameters.toString());
  // The same view is kept when only the chart in the address changes, since it changes it itself.
  const go = (id: string) =>
    setParameters(before => {
      const kept = before.get('path');
      return new URLSearchParams({ ...(kept !== null && { path: kept }), view: id });
    });
  return (
    <div className={classes.results}>
      <div className={classes.head}>
        <nav className={classes.views} aria-label="Kinds of results">
          {views
            .filter(({ id }) => id !== 'charts' || page.canSave)
            .map(({ id, label, icon: Icon }) => (
              <button
                key={id}
                type="button"
                className={classes.view}
                aria-current={view === id ? 'page' : undefined}
                onClick={() => go(id)}
              >
                <Icon size={16} stroke={1.7} aria-hidden />
                {label}
              </button>
            ))}
        </nav>
        <CatalogueLine page={page} />
      </div>
      {view === 'scalars' && <ScalarsView page={page} given={chart?.kind === 'scalars' ? chart : undefined} />}
      {view === 'vectors' && <VectorsView page={page} given={chart?.kind === 'vectors' ? chart : undefined} />}
      {view === 'histograms' && <HistogramsView page={page} given={chart?.kind === 'histograms' ? chart : undefined} />}
      {view === 'files' && <FilesView page={page} />}
      {view === 'charts' && page.canSave && <SavedCharts page={page} />}
    </div>
  );
}

function CatalogueLine({ page }: { page: ResultsPage }) {
  const { view } = useModel(page.catalogue);
  if (view.phase !== 'live') return undefined;
  const { ready, files, indexed, problems } = view.value;
  return (
    <span className="dim numeric" role="status">
      {!ready && `Reading results: ${indexed} of ${files} files`}
      {ready && problems > 0 && `${formatCounted(problems, 'file')} could not be read to the end`}
    </span>
  );
}
