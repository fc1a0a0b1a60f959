/** What result files hold, in the words of OMNeT++. */

/** The kinds of result items, in the order exports list them. */
export const itemKinds = ['scalar', 'parameter', 'statistic', 'histogram', 'vector'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** A run as its header tells it: the simulation's run id, what it was started with and what it was configured with. */
export interface RunHeader {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly iterationVariables: Readonly<Record<string, string>>;
  /** In the order of the file; a key may occur more than once, the first one counts. */
  readonly config: ReadonlyArray<readonly [key: string, value: string]>;
}

/** What is the same for an item in every run: where it was recorded, its name, and its attributes (unit, title, enum …). */
export interface ItemKey {
  readonly kind: ItemKind;
  readonly module: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A statistic's fields as recorded; NaN where a field is missing, and a count of −1. Weighted statistics have `weights` and its companions,
 * unweighted ones `sum` and `sumOfSquares`.
 */
export interface RecordedStatistic {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly weights: number;
  readonly weightedSum: number;
  readonly sumOfSquaredWeights: number;
  readonly weightedSumOfSquares: number;
}

/** Bins of a histogram: one more edge than values; what fell outside is counted apart. */
export interface HistogramBins {
  readonly underflow: number;
  readonly overflow: number;
  readonly edges: readonly number[];
  readonly values: readonly number[];
}

/** What is known of a vector without its samples. Times are simulated seconds; fields are NaN where the index does not tell. */
export interface VectorSummary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
  readonly firstTime: number;
  readonly lastTime: number;
}
