import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure, isFailure } from '../../contract/failure.ts';
import type { ResultSource } from '../../contract/results.ts';
import type { LocateCampaign, LocatedCampaign } from './located.ts';
import { type FindFiles, SourceState } from './source-state.ts';
import type { CatalogueAddress } from './workers/desk.ts';
import { Outdated, type WorkerPool } from './workers/pool.ts';

/** A source that was found. */
export interface FoundSource {
  readonly state: SourceState;
  readonly folder: string;
  /** Names the source within its folder's catalogue; undefined when it is all of the folder. */
  readonly key: string | undefined;
  /** Undefined when it is all of the folder. */
  readonly listFiles: LocatedCampaign['listFiles'] | undefined;
}

export interface SourcesOptions {
  readonly pool: WorkerPool;
  readonly locate: LocateCampaign;
  readonly catalogueFolder: string;
  /** Ends all reading. */
  readonly closing: AbortSignal;
}

/** Milliseconds for which a question waits for files to be read; what takes longer is answered with what is there. */
const patience = 1500;
/** Milliseconds for which questions do not look at the files again. A campaign tells when files come; only what others do to them is found out late. */
const freshFor = { folder: 2000, campaign: 15_000 };

/** The sources somebody has asked about, and their catalogues. */
export function createSources({ pool, locate, catalogueFolder, closing }: SourcesOptions) {
  const states = new Map<string, SourceState>();

  async function find(source: ResultSource, signal: AbortSignal): Promise<FoundSource> {
    if ('folder' in source) return findFolder(resolve(source.folder));
    const { folder, listFiles } = await locate(source.campaignId, signal);
    const key = `campaign ${source.campaignId}`;
    const state = stateOf(folder, key, freshFor.campaign, async () => {
      const now = await locate(source.campaignId, closing);
      return { key, paths: (await now.listFiles()).map(file => file.path) };
    });
    return { state, folder, key, listFiles };
  }

  async function findFolder(folder: string): Promise<FoundSource> {
    const isFolder = await stat(folder).then(
      stats => stats.isDirectory(),
      error => {
        throw new Failure('file.not-found', { path: folder }, error);
      },
    );
    if (!isFolder) throw new Failure('file.not-readable', { path: folder, problem: 'not a folder' });
    const state = stateOf(folder, '', freshFor.folder, async () => ({ key: '', paths: undefined }));
    return { state, folder, key: undefined, listFiles: undefined };
  }

  function stateOf(folder: string, key: string, fresh: number, findFiles: FindFiles): SourceState {
    const name = `${folder}\0${key}`;
    const known =
      states.get(name) ?? new SourceState(pool, { catalogueFolder, folder }, { findFiles, freshFor: fresh }, closing);
    states.set(name, known);
    return known;
  }

  /** Asks about a source whose catalogue is as fresh as can be had soon; once more when it turned out that the catalogue or the files are not what they were. */
  async function ask<T>(
    source: ResultSource,
    question: (address: CatalogueAddress, found: FoundSource) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const found = await find(source, signal);
    await soon(found.state.refresh(), signal);
    try {
      return await question(found.state.address, found);
    } catch (error) {
      const isStale = error instanceof Outdated || isFailure(error, 'results.changed', 'file.not-found');
      if (!isStale) throw error;
      await found.state.lookAgain();
      return question(found.state.address, found);
    }
  }

  return { find, ask };
}

/** What `createSources` creates. */
export type Sources = ReturnType<typeof createSources>;

// Waits for the work, but not for long; the work goes on.
async function soon(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: late, resolve: giveUp, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(giveUp, patience);
  const leave = () => reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
    // Whoever did not wait to the end does not hear how it ended; the next question does.
    work.catch(() => undefined);
  }
}
