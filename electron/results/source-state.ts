import type { IndexedFiles } from './catalogue/indexer.ts';
import type { SourceFiles, SourceTotals } from './catalogue/plan.ts';
import type { CatalogueAddress } from './workers/desk.ts';
import type { WorkerPool } from './workers/pool.ts';

/** How far the catalogue is with a source. */
export interface CatalogueProgress {
  readonly ready: boolean;
  readonly files: number;
  readonly indexed: number;
  readonly items: number;
  readonly problems: number;
}

/** What one reading of a source came to. */
interface Reading {
  readonly epoch: string;
  readonly finishedAt: number;
  /** Milliseconds it took. */
  readonly duration: number;
}

// A thread is given so much at a time that others are not kept waiting, and that the way to it does not matter.
const batchFiles = 200;
const batchBytes = 8 << 20;
const batchesAtOnce = 2;
/** Milliseconds between two times that a reading that is under way tells which files there are already. */
const rememberEvery = 1000;

/** Tells which files a source has. */
export type FindFiles = () => Promise<SourceFiles>;

export interface SourceStateOptions {
  readonly findFiles: FindFiles;
  /** Milliseconds for which nobody looks at the files again. */
  readonly freshFor: number;
}

/** Keeps the catalogue of one source as its files are: reads what changed, one reading at a time, and tells how far it is. */
export class SourceState {
  readonly #pool: WorkerPool;
  readonly #address: CatalogueAddress;
  readonly #options: SourceStateOptions;
  readonly #closing: AbortSignal;
  readonly #listeners = new Set<() => void>();
  #reading: Promise<void> | undefined;
  #last: Reading | undefined;
  #dirty = true;
  #progress: CatalogueProgress = { ready: false, files: 0, indexed: 0, items: 0, problems: 0 };

  constructor(pool: WorkerPool, address: CatalogueAddress, options: SourceStateOptions, closing: AbortSignal) {
    this.#pool = pool;
    this.#address = address;
    this.#options = options;
    this.#closing = closing;
  }

  get progress(): CatalogueProgress {
    return this.#progress;
  }

  /** Where to ask; with the catalogue that was filled, once it was. */
  get address(): CatalogueAddress {
    return { ...this.#address, epoch: this.#last?.epoch };
  }

  /** Calls back whenever the progress changes; answers how to stop that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads what changed, unless that was just done; whoever asks meanwhile waits for the same reading. */
  refresh(): Promise<void> {
    if (this.#reading) return this.#reading;
    if (
      this.#last &&
      !this.#dirty &&
      Date.now() - this.#last.finishedAt < Math.max(this.#options.freshFor, this.#last.duration * 10)
    )
      return Promise.resolve();
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads what changed up to now, whatever was read before. */
  async lookAgain(): Promise<void> {
    // A reading that is under way may have passed what has changed since.
    await this.#reading?.catch(() => undefined);
    this.#dirty = true;
    await this.refresh();
  }

  /** Reads files of which somebody knows that they are new, and nothing else. */
  async add(paths: readonly string[], key: string): Promise<void> {
    const indexed = await this.#pool.run('index', { ...this.#address, paths, addTo: key }, this.#closing);
    const { progress } = this;
    this.#tell({
      ...progress,
      files: progress.files + indexed.files,
      indexed: progress.indexed + indexed.files,
      items: progress.items + indexed.items,
      problems: progress.problems + indexed.problems,
    });
  }

  async #read(): Promise<void> {
    const startedAt = Date.now();
    this.#dirty = false;
    try {
      const source = await this.#options.findFiles();
      const { changed, files, epoch } = await this.#pool.run('plan', { ...this.#address, source }, this.#closing);
      if (changed.length > 0) await this.#index(changed, source, files);
      const totals = await this.#remember(source);
      this.#last = { epoch, finishedAt: Date.now(), duration: Date.now() - startedAt };
      this.#tell({ ready: true, files, indexed: totals.files, items: totals.items, problems: totals.problems });
    } catch (error) {
      this.#dirty = true;
      throw error;
    }
  }

  async #index(
    changed: ReadonlyArray<{ path: string; size: number }>,
    source: SourceFiles,
    files: number,
  ): Promise<void> {
    const totals = await this.#remember(source);
    const done = {
      indexed: Math.min(totals.files, files - changed.length),
      items: totals.items,
      problems: totals.problems,
    };
    let rememberedAt = Date.now();
    this.#tell({ ready: false, files, ...done });
    const batches = toBatches(changed).values();
    const work = async () => {
      for (const paths of batches) {
        const indexed: IndexedFiles = await this.#pool.run('index', { ...this.#address, paths }, this.#closing);
        done.indexed += indexed.files;
        done.items += indexed.items;
        done.problems += indexed.problems;
        this.#tell({ ready: false, files, ...done });
        if (Date.now() - rememberedAt < rememberEvery) continue;
        rememberedAt = Date.now();
        await this.#remember(source);
      }
    };
    await Promise.all(Array.from({ length: batchesAtOnce }, work));
  }

  #remember(source: SourceFiles): Promise<SourceTotals> {
    return this.#pool.run('remember', { ...this.#address, source }, this.#closing);
  }

  #tell(progress: CatalogueProgress): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener();
  }
}

function toBatches(files: ReadonlyArray<{ path: string; size: number }>): string[][] {
  const batches: string[][] = [];
  let size = Infinity;
  for (const file of files) {
    const batch = batches.at(-1);
    if (batch && batch.length < batchFiles && size + file.size < batchBytes) batch.push(file.path);
    else {
      batches.push([file.path]);
      size = 0;
    }
    size += file.size;
  }
  return batches;
}
