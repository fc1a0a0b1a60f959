import { z } from 'zod';
import { Remembered } from '../../client/remembered.ts';
import { isFiltering, noFilter, RunFilter } from './run-filter.ts';

const memory = new Remembered('run-filters', z.array(z.object({ campaignId: z.string(), filter: RunFilter })), []);
const remembersAtMost = 30;

/** The filter a person last used on a campaign's runs. */
export function recallRunFilter(campaignId: string): RunFilter {
  return memory.read().find(entry => entry.campaignId === campaignId)?.filter ?? noFilter;
}

/** Keeps the filter of a campaign's runs for the next visit. */
export function rememberRunFilter(campaignId: string, filter: RunFilter): void {
  const others = memory.read().filter(entry => entry.campaignId !== campaignId);
  // Which runs died alike changes; that part is not for the next visit.
  const { only: _only, ...lasting } = filter;
  const kept = isFiltering(lasting) ? [...others, { campaignId, filter: lasting }] : others;
  memory.write(kept.slice(-remembersAtMost));
}
