import type { Contract } from '../../contract/index.ts';
import type { ResultFile, ResultRun, ResultSelection, ResultType } from '../../contract/results.ts';
import type { CampaignId } from '../../contract/runs.ts';
import type { ServiceOf } from '../../contract/services.ts';
import { copyFiles } from './copy-files.ts';
import { EndedRuns } from './ended-runs.ts';
import { workOnFile } from './file-work.ts';
import type { CampaignFile, LocateCampaign } from './located.ts';
import { writeNotebookCell } from './notebook.ts';
import type { ListedRun } from './questions/runs.ts';
import type { SelectionRequest } from './questions/selection.ts';
import { reveal } from './reveal.ts';
import { createSources, type FoundSource, type Sources } from './sources.ts';
import { watchCatalogue } from './watch-catalogue.ts';
import type { CatalogueAddress } from './workers/desk.ts';
import type { TaskName, TaskOutput } from './workers/messages.ts';
import { WorkerPool } from './workers/pool.ts';

export interface ResultsOptions {
  readonly locate: LocateCampaign;
  /** Where catalogues are kept: below the application's storage folder. It may be deleted at any time. */
  readonly catalogueFolder: string;
  /** How the desktop shows files; by its own file viewer unless the host knows better. */
  readonly reveal?: (path: string) => Promise<boolean>;
  /** How many threads may read at once; two if it is not said. */
  readonly threads?: number;
}

/** Each vector that is read needs some megabytes until it is. */
const vectorsAtOnce = 4;
/** Milliseconds between two looks at a folder in which others write. */
const lookAgain = 5000;

/** Opens the service of results, and the threads behind it: they start with the first question. Close ends them. */
export function openResults(options: ResultsOptions) {
  const pool = new WorkerPool(options.threads);
  const closing = new AbortController();
  const { locate, catalogueFolder } = options;
  const sources = createSources({ pool, locate, catalogueFolder, closing: closing.signal });

  const ended = new EndedRuns(sources, closing.signal);

  return {
    service: createService(sources, pool, options.reveal ?? reveal, closing.signal),
    /** To be told when a run has ended and its files are in their place: they are read while nobody waits for them. Fails as reading does. */
    runEnded: (campaignId: CampaignId, paths: readonly string[]) => ended.add(campaignId, paths),
    async close(): Promise<void> {
      closing.abort();
      await pool.close();
    },
  };
}

/** What `openResults` opens. */
export type Results = ReturnType<typeof openResults>;

type ResultsService = ServiceOf<Contract['results'], AbortSignal>;

function createService(
  sources: Sources,
  pool: WorkerPool,
  show: (path: string) => Promise<boolean>,
  closing: AbortSignal,
): ResultsService {
  return {
    ...createCatalogueQuestions(sources, pool, closing),
    ...createSeriesQuestions(sources, pool),
    ...createFileWork(sources, pool),
    reveal: async ({ path }) => ({ shown: await show(path) }),
  };
}

// What the catalogue alone answers.
function createCatalogueQuestions({ ask, find }: Sources, pool: WorkerPool, closing: AbortSignal) {
  return {
    async *watchCatalogue({ source }, signal) {
      const { state, key } = await find(source, signal);
      yield* watchCatalogue(state, key === undefined ? lookAgain : undefined, AbortSignal.any([signal, closing]));
    },
    names: (request, signal) => {
      const question: Question<'names'> = (address, found) =>
        pool.run('names', { ...address, selection: selectionOf(found, request) }, signal);
      return ask(request.source, question, signal);
    },
    dimensions: ({ source }, signal) => {
      const question: Question<'dimensions'> = (address, found) =>
        pool.run('dimensions', { ...address, selection: selectionOf(found, { where: {} }) }, signal);
      return ask(source, question, signal);
    },
    runs: ({ source, where, limit }, signal) => {
      const question: Question<'runs'> = (address, found) =>
        pool.run('runs', { ...address, selection: selectionOf(found, { where }), limit }, signal);
      return ask(
        source,
        async (address, found) => {
          const { runs, total } = await question(address, found);
          return { runs: describeRuns(await found.listFiles?.(), runs), total };
        },
        signal,
      );
    },
    items: (request, signal) => {
      const { offset, limit } = request;
      const question: Question<'items'> = (address, found) =>
        pool.run('items', { ...address, selection: selectionOf(found, request), offset, limit }, signal);
      return ask(request.source, question, signal);
    },
    pivot: (request, signal) => {
      const { x, series, field, confidence } = request;
      const types: ResultType[] = ['scalar', 'statistic', 'histogram', 'vector'];
      const question: Question<'pivot'> = (address, found) => {
        const selection = selectionOf(found, { ...request, types });
        return pool.run('pivot', { ...address, selection, question: { x, series, field, confidence } }, signal);
      };
      return ask(request.source, question, signal);
    },
  } satisfies Partial<ResultsService>;
}

// What is read from files when somebody asks for it.
function createSeriesQuestions({ ask }: Sources, pool: WorkerPool) {
  return {
    vectors: (request, signal) => {
      const { ids, from, to, columns, transform, window } = request;
      const read = (address: CatalogueAddress, found: FoundSource, id: string) => {
        const selection = selectionOf(found, { where: {}, types: ['vector'] });
        const question = { id, from, to, columns, transform, window };
        return pool.run('vector', { ...address, selection, question }, signal, { affinity: id });
      };
      return ask(
        request.source,
        (address, found) => inLanes(ids, vectorsAtOnce, id => read(address, found, id)),
        signal,
      );
    },
    histograms: (request, signal) => {
      const { merge } = request;
      const question: Question<'histograms'> = (address, found) =>
        pool.run(
          'histograms',
          { ...address, selection: selectionOf(found, { ...request, types: ['histogram'] }), merge },
          signal,
        );
      return ask(request.source, question, signal);
    },
  } satisfies Partial<ResultsService>;
}

// Files themselves, and what becomes of them.
function createFileWork({ ask, find }: Sources, pool: WorkerPool) {
  return {
    files: ({ source, offset, limit }, signal) =>
      ask(
        source,
        async (address, { folder, listFiles }) => {
          const listed = await listFiles?.();
          const known = listed?.slice(offset, offset + limit);
          const page = known
            ? { paths: known.map(file => file.path), offset: 0, limit }
            : { paths: undefined, offset, limit };
          const answer = await pool.run('files', { ...address, ...page }, signal);
          const total = listed?.length ?? answer.total;
          return { files: describeFiles(folder, known, answer.files), total, truncated: offset + limit < total };
        },
        signal,
      ),
    async *export(request, signal) {
      const { source, format, destination, overwrite } = request;
      const write = (report: (bytes: number) => void, ending: AbortSignal) => {
        const question: Question<'export'> = (address, found) => {
          const input = { ...address, selection: selectionOf(found, request), format, destination, overwrite };
          return pool.run('export', input, ending, { progress: report });
        };
        return ask(source, question, ending);
      };
      yield* workOnFile(destination, write, signal);
    },
    async *copy({ source, paths, destination }, signal) {
      const { folder } = await find(source, signal);
      yield* copyFiles(folder, paths, destination, signal);
    },
    notebook: (request, signal) =>
      ask(
        request.source,
        async (address, { key, folder }) => {
          const paths = await pool.run('sourcePaths', { ...address, source: key }, signal);
          return { python: writeNotebookCell({ ...request, ...paths, folder, filter: request.filter }) };
        },
        signal,
      ),
  } satisfies Partial<ResultsService>;
}

type Question<Name extends TaskName> = (address: CatalogueAddress, found: FoundSource) => Promise<TaskOutput<Name>>;

type Selected = Pick<ResultSelection, 'where'> & {
  readonly filter?: string | undefined;
  readonly types?: ResultType[] | undefined;
  readonly name?: string | undefined;
  readonly module?: string | undefined;
};

function selectionOf({ key }: FoundSource, { filter, where, types, name, module }: Selected): SelectionRequest {
  return { source: key, filter, where, kinds: types, name, module };
}

function describeFiles(
  folder: string,
  known: readonly CampaignFile[] | undefined,
  files: ReadonlyArray<{ path: string; size: number; modified: number; kind: ResultFile['kind']; problem?: string }>,
): ResultFile[] {
  const history = new Map(known?.map(file => [file.path, file]));
  return files.map(({ modified, ...file }) => {
    const { runId, runState } = history.get(file.path) ?? {};
    return {
      ...file,
      folder,
      modifiedAt: Math.round(modified),
      ...(runId === undefined ? {} : { runId }),
      ...(runState === undefined ? {} : { runState }),
    };
  });
}

// Like `Promise.all` over a list, but only so many at a time.
async function inLanes<In, Out>(list: readonly In[], lanes: number, work: (one: In) => Promise<Out>): Promise<Out[]> {
  const answers: Out[] = [];
  const waiting = list.entries();
  const lane = async () => {
    for (const [index, one] of waiting) answers[index] = await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}

// A run of ours is told by the files that hold it.
function describeRuns(known: readonly CampaignFile[] | undefined, runs: readonly ListedRun[]): ResultRun[] {
  const ours = new Map(known?.map(file => [file.path, file.runId]));
  return runs.map(({ paths, ...run }) => {
    const runId = paths.map(path => ours.get(path)).find(id => id !== undefined);
    return { ...run, ...(runId === undefined ? {} : { runId }) };
  });
}
