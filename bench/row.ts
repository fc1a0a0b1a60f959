/** One measured thing beside its peer, measured in the same run: absolute figures mean little, ratios travel. */
export interface BenchRow {
  readonly name: string;
  readonly ours: number;
  /** What it is compared with; absent for figures that stand alone. */
  readonly peer?: number;
  readonly unit: string;
  /** ours / peer. */
  readonly ratio?: number;
  /** What the ratio, or the figure, should not exceed. */
  readonly aim?: number;
  readonly note: string;
}

/** A row with its ratio. */
export function compared(name: string, ours: number, peer: number, unit: string, aim: number, note: string): BenchRow {
  return { name, ours, peer, unit, ratio: ours / peer, aim, note };
}

/** A figure that stands alone. */
export function measured(name: string, ours: number, unit: string, aim: number, note: string): BenchRow {
  return { name, ours, unit, aim, note };
}

/** Whether a row is as good as it should be. */
export function isGood({ ratio, ours, aim }: BenchRow): boolean {
  return aim === undefined || (ratio ?? ours) <= aim;
}
