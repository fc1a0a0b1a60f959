/**
 * An OCI runtime whose containers live an hour in the future: it puts libfaketime into the container before runc makes it. Time that is counted since the start of the
 * machine stays true, as on a computer whose clock was set wrong. Started by `wrongClockRuntime`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Bundle {
  process: { env: string[] };
  mounts: { destination: string; type: string; source: string; options: string[] }[];
}

const [library = '', ahead = '', ...args] = process.argv.slice(2);
const inside = '/usr/lib/wrong-clock.so';

function setClockWrong(path: string): void {
  const bundle = JSON.parse(readFileSync(path, 'utf8')) as Bundle;
  const variables = [`LD_PRELOAD=${inside}`, `FAKETIME=${ahead}`, 'FAKETIME_DONT_FAKE_MONOTONIC=1', 'NO_FAKE_STAT=1'];
  bundle.process.env.push(...variables);
  bundle.mounts.push({ destination: inside, type: 'bind', source: library, options: ['ro', 'rbind'] });
  writeFileSync(path, JSON.stringify(bundle));
}

if (args.includes('create')) setClockWrong(join(args[args.indexOf('--bundle') + 1] ?? '', 'config.json'));
process.exitCode = spawnSync('runc', args, { stdio: 'inherit' }).status ?? 1;
