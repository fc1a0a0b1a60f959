import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import type { ExportFormat, ResultSelection, ResultType } from '../../contract/results.ts';
import type { LocateCampaign } from '../results/located.ts';
import { openResults } from '../results/results.ts';

/** Recorded result files. */
export const fixtures = join(import.meta.dirname, '../results/fixtures');

/** A folder with result files of a test's own, and the service that reads them. */
export class ResultsUnderTest {
  readonly root = mkdtempSync(join(tmpdir(), 'simswarm-results-'));
  readonly catalogueFolder = join(this.root, 'catalogues');
  folder = join(this.root, 'project');
  #folders = 0;
  readonly signal = new AbortController().signal;
  readonly results;

  constructor(locate: LocateCampaign = noCampaign) {
    mkdirSync(this.folder);
    this.results = openResults({ locate, catalogueFolder: this.catalogueFolder, reveal: async () => false });
  }

  /** The service as another start of the application would open it. */
  reopen() {
    return openResults({ locate: noCampaign, catalogueFolder: this.catalogueFolder });
  }

  get source(): { folder: string } {
    return { folder: this.folder };
  }

  /** Another empty folder: to start a service takes longer than most tests. */
  next(): void {
    this.folder = join(this.root, `project ${this.#folders++}`);
    mkdirSync(this.folder);
  }

  get service() {
    return this.results.service;
  }

  /** Copies recorded files; their times change, so that indexes are stale. */
  copy(fixture: string, choose: (name: string) => boolean = () => true): void {
    cpSync(join(fixtures, 'results', fixture), this.folder, {
      recursive: true,
      filter: path => !/\.\w+$/.test(path) || choose(path),
    });
  }

  write(path: string, content: string | Uint8Array): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** Waits until the catalogue is as the files are. */
  async read(source = this.source) {
    for await (const progress of this.service.watchCatalogue({ source }, this.signal))
      if (progress.ready) return progress;
    throw new Error('the watch ended');
  }

  async exported(
    format: ExportFormat,
    selection: Partial<ResultSelection> & { types?: ResultType[] } = {},
  ): Promise<string> {
    const destination = join(this.root, `export.${format}`);
    const request = { source: this.source, where: {}, ...selection, format, destination, overwrite: true };
    for await (const work of this.service.export(request, this.signal)) if (work.phase === 'done') break;
    return readFileSync(destination, 'utf8');
  }

  items(types?: ResultType[], filter?: string) {
    return this.service.items({ source: this.source, where: {}, types, filter, offset: 0, limit: 5000 }, this.signal);
  }

  async close(): Promise<void> {
    await this.results.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

async function noCampaign(id: string): Promise<never> {
  throw new Failure('request.not-found', { what: 'campaign', id });
}
