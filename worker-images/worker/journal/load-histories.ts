import { JournalEntry, RunDocument } from '../../../contract/queues.ts';
import type { RunId } from '../../../contract/runs.ts';
import { patiently } from '../store/patiently.ts';
import type { CampaignStore } from './campaign-store.ts';
import { newRunHistory, type RunHistory, takeEntry } from './run-history.ts';

// What is read is parsed, some hundred documents between two breaths.
const batchSize = 500;

/** Reads all runs of a campaign with all that happened to them, in the order they were expanded. */
export async function loadHistories({ runs, journal }: CampaignStore): Promise<Map<RunId, RunHistory>> {
  const histories = new Map<RunId, RunHistory>();
  for await (const found of runs.find({}, { batchSize })) {
    const document = RunDocument.parse(found);
    histories.set(document._id, newRunHistory(document));
  }
  for await (const found of journal.find({}, { batchSize })) {
    const entry = JournalEntry.parse(found);
    const history = histories.get(entry.run);
    if (history) takeEntry(history, entry);
  }
  return histories;
}

/** The same for a worker, which waits as long as the database is away. */
export function loadHistoriesPatiently(store: CampaignStore): Promise<Map<RunId, RunHistory>> {
  return patiently(() => loadHistories(store));
}
