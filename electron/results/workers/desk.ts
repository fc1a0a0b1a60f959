import { Catalogue, isDamage } from '../catalogue/catalogue.ts';
import { Indexer } from '../catalogue/indexer.ts';
import { Snapshot } from '../catalogue/snapshot.ts';
import type { WriteTurn } from '../catalogue/write-turn.ts';

/** The catalogue is another one than was meant: empty, because the one that was filled is gone. */
export class CatalogueOutdated extends Error {}

/** Where a catalogue is, and which one is meant. */
export interface CatalogueAddress {
  readonly catalogueFolder: string;
  /** The folder whose files it tells of. */
  readonly folder: string;
  /** From the plan by which it was filled; undefined for those who do not care. */
  readonly epoch?: string | undefined;
}

interface Desk {
  readonly catalogue: Catalogue;
  readonly indexer: Indexer;
  snapshot: Snapshot | undefined;
}

const mostDesks = 8;

/** The catalogues a thread has open: the few that were used last. */
export class Desks {
  readonly #desks = new Map<string, Desk>();
  readonly #turn: WriteTurn | undefined;

  constructor(turn?: WriteTurn) {
    this.#turn = turn;
  }

  /** The indexer of a folder. */
  indexer(address: CatalogueAddress): Indexer {
    return this.#desk(address).indexer;
  }

  catalogue(address: CatalogueAddress): Catalogue {
    return this.#desk(address).catalogue;
  }

  /** Runs and parts as they are now. */
  snapshot(address: CatalogueAddress): Snapshot {
    const desk = this.#desk(address);
    if (desk.snapshot?.version !== desk.catalogue.version())
      desk.snapshot = desk.catalogue.reading(() => new Snapshot(desk.catalogue));
    return desk.snapshot;
  }

  /** What to do about an error: a damaged catalogue is thrown away, so that the next one to ask fills a new one. */
  async guard<T>(address: CatalogueAddress, use: () => T | Promise<T>): Promise<T> {
    try {
      return await use();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#close(address.folder)?.catalogue.discard();
      throw new CatalogueOutdated('the catalogue was damaged', { cause: error });
    }
  }

  #desk(address: CatalogueAddress): Desk {
    const { folder, epoch } = address;
    const desk = this.#reuse(folder) ?? this.#open(address);
    this.#desks.delete(folder);
    this.#desks.set(folder, desk);
    if (epoch !== undefined && desk.catalogue.epoch() !== epoch) throw new CatalogueOutdated('another catalogue');
    return desk;
  }

  #reuse(folder: string): Desk | undefined {
    const desk = this.#desks.get(folder);
    if (!desk || desk.catalogue.isCurrent()) return desk;
    this.#close(folder);
    return undefined;
  }

  #open({ catalogueFolder, folder }: CatalogueAddress): Desk {
    const [oldest] = this.#desks.keys();
    if (oldest !== undefined && this.#desks.size >= mostDesks) this.#close(oldest);
    const catalogue = new Catalogue(catalogueFolder, folder, this.#turn);
    return { catalogue, indexer: new Indexer(catalogue), snapshot: undefined };
  }

  #close(folder: string): Desk | undefined {
    const desk = this.#desks.get(folder);
    this.#desks.delete(folder);
    desk?.catalogue.close();
    return desk;
  }
}
