import { globSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openResults, type Results } from '../electron/results/results.ts';
import { writeScalarFiles, writeVectorFile } from './result-files.ts';

const rounds = 3;
const signal = new AbortController().signal;

/** A service that has read something small already: threads are started and their code is warm, as after the first minute of use. */
export async function openWarm(folder: string, threads: number): Promise<Results> {
  const warm = join(folder, 'warm');
  if (globSync('*', { cwd: warm }).length === 0) {
    writeScalarFiles(warm, 200, 4);
    // So many that every thread gets some.
    for (let file = 0; file < 6; file++) writeVectorFile(join(warm, String(file)), 9, 4);
  }
  const results = openResults({ locate: nothing, catalogueFolder: mkdtempSync(join(folder, 'catalogue-')), threads });
  await read(results, warm);
  return results;
}

function nothing(): never {
  throw new Error('no campaigns here');
}

/** Waits until the catalogue is as the files of a folder are. */
export async function read(results: Results, folder: string): Promise<void> {
  for await (const { ready } of results.service.watchCatalogue({ source: { folder } }, signal)) if (ready) return;
}

/** Seconds that work takes, the median of a few times. */
export async function medianSeconds(work: () => unknown, prepare: () => unknown = () => undefined): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await prepare();
    const start = performance.now();
    await work();
    times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
