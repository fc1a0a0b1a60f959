import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { ResultRun } from '../../../../contract/results.ts';
import { emptyVectorChart, type VectorChart } from '../../../models/results/chart-definition.ts';
import { ResultRuns } from '../../../models/results/result-runs.ts';
import { type Contents, labelsApart, type ResultsPage } from '../../../models/results/results-page.ts';
import { askVectors } from '../../../models/results/vector-answers.ts';
import { useModel, useOpened } from '../../../models/use-model.ts';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { LoadingState } from '../../../parts/loading-state.tsx';
import screen from '../../../parts/screen.module.css';
import { ChartMenu } from '../chart-menu.tsx';
import { ResultBrowser } from '../result-browser.tsx';
import classes from '../results.module.css';
import { useChart } from '../use-chart.ts';
import { WithContents } from '../with-contents.tsx';
import { RunChoice } from './run-choice.tsx';
import { tableOfVectors } from './table-of-vectors.ts';
import { VectorControls } from './vector-controls.tsx';
import { VectorPlot } from './vector-plot.tsx';
import own from './vectors.module.css';
import { vectorsToSvg } from './vectors-to-svg.ts';

interface Props {
  readonly page: ResultsPage;
  readonly given: VectorChart | undefined;
}

/** Vectors of chosen runs over simulated time, one over the other. */
export function VectorsView({ page, given }: Props) {
  return (
    <WithContents
      page={page}
      types={['vector']}
      nothing="No vectors were recorded. They appear here when a run that records some has ended; “vector-recording” in the ini file switches them on and off."
    >
      {contents => <OfContents page={page} given={given} contents={contents} />}
    </WithContents>
  );
}

function OfContents({ page, given, contents }: Props & { contents: Contents }) {
  const runs = useOpened(() => new ResultRuns(page.line, page.source), JSON.stringify(page.source));
  const { phase, failure } = useModel(runs);
  const [hasRuns, setHasRuns] = useState(false);
  if (phase === 'answered' && !hasRuns) setHasRuns(true);
  if (hasRuns) return <OfRuns page={page} given={given} contents={contents} runs={runs} />;
  if (failure) return <FailureNotice failure={failure} onRetry={runs.retry} />;
  return <LoadingState what="runs" lines={8} />;
}

function OfRuns({ page, given, contents, runs }: Props & { contents: Contents; runs: ResultRuns }) {
  const [chart, setChart] = useChart(given, () => firstChart(contents, runs.read().runs));
  const answers = useMemo(() => askVectors(page.line, page.source), [page]);
  const { phase, answer, failure } = useModel(answers);
  const { ref, width } = useElementSize();
  const columns = toColumns(width, chart.runs.length);
  useEffect(() => {
    if (columns > 0) void answers.ask({ chart, columns });
  }, [answers, chart, columns]);
  const labels = useMemo(() => labelsApart(chart.runs.flatMap(id => runs.find(id) ?? [])), [runs, chart.runs]);
  const vectors = answer ?? [];
  const title = chart.result ? `${chart.result.name} of ${chart.result.module}` : 'Vectors';
  return (
    <div className={classes.split}>
      <div className={own.browsers}>
        <ResultBrowser
          label="Vectors"
          names={contents.names}
          chosen={chart.result ? [chart.result] : []}
          isSeveral={false}
          onChange={([result]) => result && setChart({ ...chart, result })}
        />
        <RunChoice
          model={runs}
          dimensions={contents.dimensions}
          chosen={chart.runs}
          onChange={ids => setChart({ ...chart, runs: ids })}
        />
      </div>
      <section className={`${screen.panel} ${classes.chart}`} aria-label="Chart">
        <div className={classes.toolbar}>
          <VectorControls chart={chart} vectors={vectors} onChange={setChart} />
          <span className={classes.spring} />
          <ChartMenu
            page={page}
            chart={chart}
            title={title}
            table={() => (vectors.length > 0 ? tableOfVectors(vectors, labels) : undefined)}
            picture={() => vectorsToSvg(vectors, labels, title)}
          />
        </div>
        <div ref={ref} />
        {failure && <FailureNotice failure={failure} onRetry={answers.retry} />}
        {!answer && phase === 'asking' && <LoadingState what="the vectors" lines={7} />}
        {vectors.length > 0 && (
          <VectorPlot vectors={vectors} labels={labels} chart={chart} isOld={phase === 'asking'} onChange={setChart} />
        )}
        {phase === 'answered' && vectors.length === 0 && (
          <p className={classes.words}>
            {chart.runs.length === 0 ? 'Choose runs on the left.' : 'The chosen runs have not recorded this vector.'}
          </p>
        )}
      </section>
    </div>
  );
}

// Many lines over each other need less of each: what is drawn stays bounded.
const mostWork = 500_000;

function toColumns(width: number, vectors: number): number {
  if (width === 0) return 0;
  return Math.max(100, Math.min(Math.round(width / 100) * 100, Math.floor(mostWork / Math.max(1, vectors) ** 2)));
}

const runsAtFirst = 3;

function firstChart({ names }: Contents, runs: readonly ResultRun[]): VectorChart {
  const name = names[0];
  const module = name?.modules[0];
  // Different points tell more at first sight than repetitions of one.
  const points = [...Map.groupBy(runs, run => JSON.stringify(run.values)).values()].flatMap(same => same[0]?.id ?? []);
  const chosen = points.length > 1 ? spread(points, runsAtFirst) : runs.slice(0, runsAtFirst).map(run => run.id);
  return {
    ...emptyVectorChart,
    runs: chosen,
    ...(name && module !== undefined && { result: { name: name.name, module } }),
  };
}

function spread(all: readonly string[], count: number): string[] {
  const step = (all.length - 1) / Math.max(1, Math.min(count, all.length) - 1);
  const places = Array.from({ length: Math.min(count, all.length) }, (_, index) => Math.round(index * step));
  return [...new Set(places)].flatMap(place => all[place] ?? []);
}
