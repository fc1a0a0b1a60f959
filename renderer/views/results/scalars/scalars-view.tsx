import { useEffect, useMemo } from 'react';
import { emptyScalarChart, type ScalarChart, suggestScalarChart } from '../../../models/results/chart-definition.ts';
import type { Contents, ResultsPage } from '../../../models/results/results-page.ts';
import { askScalars } from '../../../models/results/scalar-answers.ts';
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
import { ScalarChartView } from './scalar-chart-view.tsx';
import { ScalarControls } from './scalar-controls.tsx';
import { ScalarData } from './scalar-data.tsx';
import { tableOfScalars } from './table-of-scalars.ts';

interface Props {
  readonly page: ResultsPage;
  readonly given: ScalarChart | undefined;
}

/** Scalars over iteration variables: means over repetitions with their confidence intervals. */
export function ScalarsView({ page, given }: Props) {
  return (
    <WithContents
      page={page}
      types={['scalar', 'statistic', 'histogram']}
      nothing="Scalars appear here as soon as the first run has ended."
    >
      {contents => <OfContents page={page} given={given} contents={contents} />}
    </WithContents>
  );
}

function OfContents({ page, given, contents }: Props & { contents: Contents }) {
  const [chart, setChart] = useChart(given, () => firstChart(contents));
  const answers = useMemo(() => askScalars(page.line, page.source), [page]);
  const { phase, answer, failure } = useModel(answers);
  useEffect(() => {
    if (chart.results.length > 0) void answers.ask(chart);
    else answers.reset();
  }, [answers, chart, contents]);
  return (
    <div className={classes.split}>
      <ResultBrowser
        label="Scalars"
        names={contents.names}
        chosen={chart.results}
        isSeveral
        onChange={results => setChart({ ...chart, results })}
      />
      <section className={`${screen.panel} ${classes.chart}`} aria-label="Chart">
        <div className={classes.toolbar}>
          <ScalarControls chart={chart} contents={contents} onChange={setChart} />
          <span className={classes.spring} />
          <ChartMenu
            page={page}
            chart={chart}
            title={titleOf(chart)}
            table={() => answer && tableOfScalars(chart, answer)}
            picture={() => drawnChart(titleOf(chart))}
          />
        </div>
        {failure && <FailureNotice failure={failure} onRetry={answers.retry} />}
        {!answer && phase === 'asking' && <LoadingState what="the chart" lines={7} />}
        {answer && <ScalarChartView chart={chart} lines={answer} isOld={phase === 'asking'} />}
        {answer && <ScalarData chart={chart} lines={answer} contents={contents} />}
        {!answer && phase === 'idle' && <p className={classes.words}>Choose one or several scalars on the left.</p>}
      </section>
    </div>
  );
}

function firstChart({ names, dimensions }: Contents): ScalarChart {
  const scalars = names.filter(({ type }) => type === 'scalar');
  // Averages tell more at first sight than counters.
  const first = scalars.find(({ name }) => /:(mean|timeavg|avg)$/.test(name)) ?? scalars[0] ?? names[0];
  const module = first?.modules[0];
  const results = first && module !== undefined ? [{ name: first.name, module }] : [];
  return suggestScalarChart({ ...emptyScalarChart, results }, dimensions);
}

function titleOf({ results, x }: ScalarChart): string {
  const names = results.map(({ name }) => name).join(', ') || 'Scalars';
  return x === undefined ? names : `${names} over ${x}`;
}
