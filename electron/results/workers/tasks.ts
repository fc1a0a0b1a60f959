import { workerData } from 'node:worker_threads';
import type { ExportFormat } from '../../../contract/results.ts';
import {
  extendSource,
  filesOfSource,
  planReading,
  rememberSource,
  type SourceFiles,
  totalsOfSource,
} from '../catalogue/plan.ts';
import { WriteTurn } from '../catalogue/write-turn.ts';
import { exportSelection } from '../export/export-selection.ts';
import { kindOf, lookAt, walkFiles } from '../files/list-files.ts';
import { listDimensions } from '../questions/dimensions.ts';
import { listHistograms } from '../questions/histograms.ts';
import { listItems } from '../questions/items.ts';
import { listNames } from '../questions/names.ts';
import { type PivotQuestion, pivot } from '../questions/pivot.ts';
import { listRuns } from '../questions/runs.ts';
import { Selection, type SelectionRequest } from '../questions/selection.ts';
import { readVector, type VectorQuestion } from '../questions/vectors.ts';
import { IndexMismatch } from '../series/sample-reader.ts';
import { DigestCache } from '../series/vector-digest.ts';
import { type CatalogueAddress, Desks } from './desk.ts';

/** What a task is given besides its input. */
export interface TaskContext {
  readonly signal: AbortSignal;
  readonly report: (amount: number) => void;
}

type Asked<Question = object> = CatalogueAddress & Question;

const desks = new Desks(workerData instanceof SharedArrayBuffer ? new WriteTurn(workerData) : undefined);
const digests = new DigestCache();

function select(address: CatalogueAddress, request: SelectionRequest): Selection {
  return new Selection(desks.snapshot(address), request);
}

// A question that is answered in one go sees one state of the catalogue.
function answer<T>(
  address: CatalogueAddress,
  request: SelectionRequest,
  find: (selection: Selection) => T,
): Promise<T> {
  return desks.guard(address, () => desks.catalogue(address).reading(() => find(select(address, request))));
}

// An index that does not fit is found out when samples are read: then its file is read itself, and the question asked again.
async function trusting<T>(address: CatalogueAddress, { signal }: TaskContext, ask: () => Promise<T>): Promise<T> {
  return desks.guard(address, async () => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof IndexMismatch)) throw error;
      await desks.indexer(address).index([error.path], signal, false);
      return ask();
    }
  });
}

/** Everything that is done in threads. Inputs and outputs are plain data; all of it may be asked in any order. */
export const tasks = {
  plan: (input: Asked<{ source: SourceFiles }>, { signal }: TaskContext) =>
    desks.guard(input, () => planReading(desks.catalogue(input), input.source, signal)),

  /** Reads files, and adds them to a source if one is named. */
  index: (input: Asked<{ paths: readonly string[]; addTo?: string | undefined }>, { signal }: TaskContext) =>
    desks.guard(input, async () => {
      const indexed = await desks.indexer(input).index(input.paths, signal);
      if (input.addTo !== undefined) extendSource(desks.catalogue(input), input.addTo, input.paths);
      return indexed;
    }),

  /** Says which files a source has, if it is not all of them, and adds up what is known of them. */
  remember: (input: Asked<{ source: SourceFiles }>) =>
    desks.guard(input, () => {
      const catalogue = desks.catalogue(input);
      if (input.source.paths) rememberSource(catalogue, input.source);
      return totalsOfSource(catalogue, input.source);
    }),

  /** Files below a folder, or of a list those that are there; with what could not be read of them. */
  files: (
    input: Asked<{ paths: readonly string[] | undefined; offset: number; limit: number }>,
    { signal }: TaskContext,
  ) =>
    desks.guard(input, async () => {
      const files = [];
      const problem = desks.catalogue(input).statement('SELECT problem FROM file WHERE path = ?');
      let total = 0;
      for await (const path of input.paths ?? walkFiles(input.folder, signal)) {
        const place = total++ - input.offset;
        const file = place >= 0 && place < input.limit ? lookAt(input.folder, path) : undefined;
        const known = problem.get(path)?.problem;
        if (file) files.push({ ...file, kind: kindOf(path), ...(typeof known === 'string' ? { problem: known } : {}) });
      }
      return { files, total };
    }),

  names: (input: Asked<{ selection: SelectionRequest }>) => answer(input, input.selection, listNames),

  dimensions: (input: Asked<{ selection: SelectionRequest }>) => answer(input, input.selection, listDimensions),

  runs: (input: Asked<{ selection: SelectionRequest; limit: number }>) =>
    answer(input, input.selection, selection => listRuns(selection, input.limit)),

  items: (input: Asked<{ selection: SelectionRequest; offset: number; limit: number }>) =>
    answer(input, input.selection, selection => listItems(selection, input.offset, input.limit)),

  pivot: (input: Asked<{ selection: SelectionRequest; question: PivotQuestion }>) =>
    answer(input, input.selection, selection => pivot(selection, input.question)),

  histograms: (input: Asked<{ selection: SelectionRequest; merge: boolean }>) =>
    answer(input, input.selection, selection => listHistograms(selection, input.merge)),

  vector: (input: Asked<{ selection: SelectionRequest; question: VectorQuestion }>, context: TaskContext) =>
    trusting(input, context, async () => {
      const { times, values, ...rest } = await readVector(
        select(input, input.selection),
        input.question,
        digests,
        context.signal,
      );
      return { ...rest, times: pack(times), values: pack(values) };
    }),

  export: (
    input: Asked<{ selection: SelectionRequest; format: ExportFormat; destination: string; overwrite: boolean }>,
    context: TaskContext,
  ) =>
    trusting(input, context, () =>
      exportSelection(select(input, input.selection), input, context.report, context.signal),
    ),

  /** Paths of the files of a source, for those who hand over the same data to other programs. */
  sourcePaths: (input: Asked<{ source: string | undefined }>) =>
    desks.guard(input, () => {
      const catalogue = desks.catalogue(input);
      const ids = input.source === undefined ? undefined : new Set(filesOfSource(catalogue, input.source));
      const rows = catalogue.statement('SELECT id, path FROM file WHERE complete = 1 ORDER BY path').all();
      const all = rows.map(row => String(row.path));
      return { all, chosen: rows.filter(row => !ids || ids.has(Number(row.id))).map(row => String(row.path)) };
    }),
} as const;

function pack(numbers: Float64Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}
