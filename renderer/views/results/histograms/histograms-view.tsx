import { useEffect, useMemo } from 'react';
import { type Dimensions, emptyHistogramChart, type HistogramChart } from '../../../models/results/chart-definition.ts';
import { askHistograms } from '../../../models/results/histogram-answers.ts';
import type { Contents, ResultsPage } from '../../../models/results/results-page.ts';
import { useModel } from '../../../models/use-model.ts';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { LoadingState } from '../../../parts/loading-state.tsx';
import screen from '../../../parts/screen.module.css';
import { ChartMenu } from '../chart-menu.tsx';
import { drawnChart } from '../drawn-chart.ts';
import { ResultBrowser } from '../result-browser.tsx';
import classes from '../results.module.css';
import { useChart } from '../use-chart.ts';
import { WithContents } from '../with-contents.tsx';
import { HistogramChartView } from './histogram-chart-view.tsx';
import { HistogramControls } from './histogram-controls.tsx';
import { HistogramData } from './histogram-data.tsx';
import { tableOfHistograms } from './table-of-histograms.ts';

interface Props {
  readonly page: ResultsPage;
  readonly given: HistogramChart | undefined;
}

/** Histograms of several points over each other, merged over their repetitions. */
export function HistogramsView({ page, given }: Props) {
  return (
    <WithContents
      page={page}
      types={['histogram']}
      nothing="No histograms were recorded. Statistics with the “histogram” recorder appear here when their run has ended."
    >
      {contents => <OfContents page={page} given={given} contents={contents} />}
    </WithContents>
  );
}

function OfContents({ page, given, contents }: Props & { contents: Contents }) {
  const [chart, setChart] = useChart(given, () => firstChart(contents));
  const answers = useMemo(() => askHistograms(page.line, page.source), [page]);
  const { phase, answer, failure } = useModel(answers);
  useEffect(() => {
    void answers.ask(chart);
  }, [answers, chart, contents]);
  const histograms = answer ?? [];
  const title = chart.result ? `${chart.result.name} of ${chart.result.module}` : 'Histogram';
  return (
    <div className={classes.split}>
      <ResultBrowser
        label="Histograms"
        names={contents.names}
        chosen={chart.result ? [chart.result] : []}
        isSeveral={false}
        onChange={([result]) => result && setChart({ ...chart, result })}
      />
      <section className={`${screen.panel} ${classes.chart}`} aria-label="Chart">
        <div className={classes.toolbar}>
          <HistogramControls chart={chart} contents={contents} onChange={setChart} />
          <span className={classes.spring} />
          <ChartMenu
            page={page}
            chart={chart}
            title={title}
            table={() => (histograms.length > 0 ? tableOfHistograms(histograms) : undefined)}
            picture={() => drawnChart(title)}
          />
        </div>
        {failure && <FailureNotice failure={failure} onRetry={answers.retry} />}
        {!answer && phase === 'asking' && <LoadingState what="the histograms" lines={7} />}
        {histograms.length > 0 && (
          <HistogramChartView chart={chart} histograms={histograms} isOld={phase === 'asking'} />
        )}
        {histograms.length > 0 && <HistogramData histograms={histograms} />}
        {phase === 'answered' && histograms.length === 0 && (
          <p className={classes.words}>No run with these values has recorded this histogram.</p>
        )}
      </section>
    </div>
  );
}

const mostAtFirst = 4;

function firstChart({ names, dimensions }: Contents): HistogramChart {
  const name = names[0];
  const module = name?.modules[0];
  const result = name && module !== undefined ? { result: { name: name.name, module } } : {};
  return { ...emptyHistogramChart, ...result, where: firstPoints(dimensions) };
}

// A few points that can be told apart: the last variable varies, the others are held at their first value.
function firstPoints({ iterationVariables }: Dimensions): HistogramChart['where'] {
  const varied = iterationVariables.filter(({ values }) => values.length > 1);
  return Object.fromEntries(
    varied.map(({ name, values }, index) => [
      name,
      index === varied.length - 1 ? values.slice(0, mostAtFirst) : values.slice(0, 1),
    ]),
  );
}
