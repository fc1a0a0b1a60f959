import type { Campaign } from '../../../contract/campaigns.ts';
import type { Expansion } from '../../../contract/projects.ts';
import type { RunRow } from '../../../contract/runs.ts';

/** How long earlier runs took: what a forecast is made of. */
export interface Experience {
  readonly iterationVariables: readonly string[];
  readonly rows: readonly RunRow[];
}

/** What a campaign would take. */
export interface Forecast {
  /** Seconds until the last run ends, as an honest range. */
  readonly total: { readonly low: number; readonly high: number };
  /** Seconds of one run, from the quick ones to the slow ones. */
  readonly run: { readonly low: number; readonly high: number };
  /** How many runs were measured for it. */
  readonly measured: number;
}

/** Tells how long the runs of an expansion would take on so many slots, from runs of the same configuration that finished. */
export function forecast(expansion: Expansion, experience: Experience, slots: number): Forecast | undefined {
  const durations = measure(experience);
  if (durations.length === 0 || expansion.runs.length === 0 || slots < 1) return undefined;
  const all = durations.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const byPoint = Map.groupBy(durations, ({ point }) => point);
  const [overallLow, overallHigh] = [quantile(all, 0.2), quantile(all, 0.9)];
  let [low, high, longest] = [0, 0, 0];
  for (const run of expansion.runs) {
    const same = byPoint.get(pointOf(expansion.iterationVariables, run.values))?.map(({ seconds }) => seconds);
    // The same point took about as long before; a point nobody has tried may be like any other.
    low += same ? Math.min(...same) * 0.9 : overallLow;
    high += same ? Math.max(...same) * 1.25 : overallHigh * 1.25;
    longest = Math.max(longest, same ? Math.max(...same) : overallHigh);
  }
  const total = { low: Math.max(low / slots, overallLow), high: Math.max(high / slots, longest) };
  return { total, run: { low: all[0] ?? 0, high: all.at(-1) ?? 0 }, measured: durations.length };
}

/** Earlier campaigns whose runs tell something about this one, most telling first. */
export function relatedCampaigns(
  campaigns: Iterable<Campaign>,
  like: { folder: string; iniFile: string; configuration: string },
): Campaign[] {
  return [...campaigns]
    .filter(({ request, counts }) => isAlike(request, like) && counts.finished > 0)
    .sort((a, b) => b.counts.finished - a.counts.finished);
}

function isAlike(
  request: Campaign['request'],
  like: { folder: string; iniFile: string; configuration: string },
): boolean {
  return (
    request.folder === like.folder && request.iniFile === like.iniFile && request.configuration === like.configuration
  );
}

/** A few runs that show the range of what there is: the ends and the middle of the list, first repetitions. */
export function choosePilotRuns({ runs }: Expansion): number[] {
  const lowest = runs.reduce((least, { repetition }) => Math.min(least, repetition), Number.POSITIVE_INFINITY);
  const first = runs.filter(({ repetition }) => repetition === lowest);
  const places = [0, Math.floor((first.length - 1) / 2), first.length - 1];
  return [...new Set(places)].flatMap(place => first[place]?.number ?? []);
}

function measure({ iterationVariables, rows }: Experience): Array<{ point: string; seconds: number }> {
  return rows.flatMap(({ state, startedAt, endedAt, values }) => {
    if (state !== 'finished' || startedAt === undefined || endedAt === undefined) return [];
    return [{ point: pointOf(iterationVariables, values), seconds: (endedAt - startedAt) / 1000 }];
  });
}

// Variables may be added in any place later; a point is its names and values whatever their order.
function pointOf(names: readonly string[], values: readonly string[]): string {
  return names
    .map((name, index) => `${name}=${values[index] ?? ''}`)
    .sort()
    .join('\n');
}

function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? 0;
}
