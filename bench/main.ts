/** `npm run bench [part …]`: prints a table and JSON; every figure beside a peer that ran on the same machine at the same time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { toTextTable } from '../electron/cli/text-table.ts';
import { formatValue } from '../renderer/words/format-number.ts';
import { benchLocal } from './local.ts';
import { benchQueue } from './queue.ts';
import { benchResults } from './results.ts';
import { type BenchRow, isGood } from './row.ts';
import { benchSwarm } from './swarm.ts';
import { benchWindow } from './window.ts';

const parts: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  local: benchLocal,
  results: benchResults,
  queue: benchQueue,
  swarm: benchSwarm,
  window: benchWindow,
};

const wanted = process.argv.slice(2);
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`Measuring ${name} …`);
  rows.push(...(await bench()));
}

const cells = rows.map(row => [
  row.name,
  `${formatValue(row.ours, 3)} ${row.unit}`,
  row.peer === undefined ? '' : `${formatValue(row.peer, 3)} ${row.unit}`,
  row.ratio === undefined ? '' : `${row.ratio.toFixed(2)} ×`,
  row.aim === undefined ? '' : `${isGood(row) ? '' : 'misses '}≤ ${formatValue(row.aim, 3)}`,
  row.note,
]);
console.log(toTextTable(['what', 'ours', 'peer', 'ratio', 'aim', ''], cells));
const machine = { cores: availableParallelism(), processor: cpus()[0]?.model, memory: totalmem(), arch: arch() };
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const path = join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
writeFileSync(path, JSON.stringify({ machine, node: process.version, rows }, undefined, 2));
console.log(`\n${path}`);
process.exit(0);
