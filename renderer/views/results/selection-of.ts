import type { ResultSource, ResultType } from '../../../contract/results.ts';
import type { ChartDefinition, ResultChoice } from '../../models/results/chart-definition.ts';
import { quotePattern } from '../../models/results/vector-answers.ts';

interface Selection {
  readonly source: ResultSource;
  readonly filter?: string;
  readonly where: Record<string, string[]>;
  readonly types: ResultType[];
}

/** The results a chart draws, as a question about results can name them. */
export function selectionOf(source: ResultSource, chart: ChartDefinition): Selection {
  const choices = chart.kind === 'scalars' ? chart.results : chart.result ? [chart.result] : [];
  const filter = choices.map(toFilter).join(' OR ');
  return {
    source,
    where: chart.kind === 'vectors' ? {} : chart.where,
    types:
      chart.kind === 'scalars'
        ? ['scalar', 'statistic', 'histogram']
        : chart.kind === 'vectors'
          ? ['vector']
          : ['histogram'],
    ...(filter !== '' && { filter }),
  };
}

function toFilter({ name, module }: ResultChoice): string {
  return `(name =~ ${quotePattern(name)} AND module =~ ${quotePattern(module)})`;
}
