import { closeSync, fstatSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../contract/failure.ts';
import type { Part, Snapshot } from '../catalogue/snapshot.ts';
import { openForReading } from '../files/feed.ts';
import { parseBins, toHistogramBins } from '../files/histogram-bins.ts';
import { withResultDatabase } from '../files/sqlite-reader.ts';
import type { HistogramBins } from '../model.ts';

/** Opens a part's file and makes sure that it is the one the catalogue knows; fails with `results.changed` when it is not. */
export function openPart({ catalogue }: Snapshot, { file, path }: Pick<Part, 'file' | 'path'>): number {
  const known = catalogue.statement('SELECT size, modified FROM file WHERE id = ?').get(file);
  const opened = openForReading(join(catalogue.folder, path));
  const { size, mtimeMs } = fstatSync(opened);
  if (known?.size === size && known?.modified === mtimeMs) return opened;
  closeSync(opened);
  throw new Failure('results.changed', { path: join(catalogue.folder, path) });
}

/** Reads a histogram's bins from its file; where they are is in the statistic's numbers. */
export function readBins(snapshot: Snapshot, part: Part, binsAt: number, binsLength: number): HistogramBins {
  const opened = openPart(snapshot, part);
  try {
    if (part.format === 'sqlite') return readDatabaseBins(join(snapshot.catalogue.folder, part.path), binsAt);
    const bytes = new Uint8Array(binsLength);
    const length = readSync(opened, bytes, 0, binsLength, binsAt);
    const bins = parseBins(bytes.subarray(0, length));
    if (bins) return bins;
    throw new Failure('results.unreadable', { path: part.path, problem: 'a histogram has bins that are not in order' });
  } finally {
    closeSync(opened);
  }
}

// OMNeT++ 5.2 and before called the columns by other names.
function readDatabaseBins(path: string, statistic: number): HistogramBins {
  return withResultDatabase(path, database => {
    const columns = database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all('histogramBin')
      .map(row => row.name);
    const [edge, value] = columns.includes('lowerEdge') ? ['lowerEdge', 'binValue'] : ['baseValue', 'cellValue'];
    const rows = database
      .prepare(`SELECT ${edge} AS edge, ${value} AS value FROM histogramBin WHERE statId = ? ORDER BY edge`)
      .all(statistic);
    return toHistogramBins({
      lowerEdges: rows.map(row => Number(row.edge)),
      values: rows.map(row => Number(row.value)),
    });
  });
}
