import type { ExportFormat } from '../../../contract/results.ts';
import type { Selection } from '../questions/selection.ts';
import { writeCsvRecords } from './csv-records.ts';
import { writeCsvSpreadsheet } from './csv-spreadsheet.ts';
import { writeJson } from './json.ts';
import { Output } from './output.ts';

/** What to write, and where to. */
export interface ExportOrder {
  readonly format: ExportFormat;
  readonly destination: string;
  readonly overwrite: boolean;
}

const writers = { 'CSV-R': writeCsvRecords, 'CSV-S': writeCsvSpreadsheet, JSON: writeJson } as const;

/** Writes a selection to a file that is there at once or not at all; answers its size in bytes. */
export async function exportSelection(
  selection: Selection,
  { format, destination, overwrite }: ExportOrder,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const output = new Output(destination, overwrite, onProgress, signal);
  try {
    await writers[format](selection, output);
    output.finish();
    return output.bytes;
  } catch (error) {
    output.discard();
    throw error;
  }
}
