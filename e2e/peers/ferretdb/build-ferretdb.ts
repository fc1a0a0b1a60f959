import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lockFile } from '../../../worker-images/worker/file-lock.ts';
import { peerCache } from '../peer-cache.ts';
import { findProgram } from '../peer-process.ts';

const run = promisify(execFile);
const version = 'v1.24.2';
const checksum = 'h1:trrUU0LbmusMbyubhPS1IELncvrIwKrsRT2LW1UUWCw=';
const cache = peerCache();

/** Why FerretDB cannot be built here; undefined when it can, or is there already. */
export function whyNoFerretDb(): string | undefined {
  if (existsSync(programPath()) || findProgram('go')) return undefined;
  return 'neither mongod nor go (to build FerretDB once) was found';
}

function programPath(): string {
  return join(cache, `ferretdb-${version}`);
}

/**
 * Builds FerretDB once, as one static program that speaks MongoDB's protocol over SQLite, and answers with its path. It takes its settings from flags or from
 * variables such as FERRETDB_LISTEN_ADDR, so it runs as well in a container that holds nothing else.
 */
export async function buildFerretDb(): Promise<string> {
  const program = programPath();
  if (existsSync(program)) return program;
  const lock = await lockFile(join(cache, 'ferretdb.lock'), 'exclusive');
  try {
    if (!existsSync(program)) await build(program);
    return program;
  } finally {
    lock.release();
  }
}

interface Module {
  readonly Dir: string;
  readonly Sum: string;
}

async function build(program: string): Promise<void> {
  console.error(`Building FerretDB ${version} (once, about a minute) …`);
  const go = findProgram('go') ?? 'go';
  const { stdout } = await run(go, ['mod', 'download', '-json', `github.com/FerretDB/FerretDB@${version}`], {
    cwd: cache,
  });
  const module = JSON.parse(stdout) as Module;
  if (module.Sum !== checksum) throw new Error(`FerretDB ${version} has checksum ${module.Sum}, not ${checksum}`);
  const source = join(cache, 'ferretdb-source');
  await rm(source, { recursive: true, force: true });
  await cp(module.Dir, source, { recursive: true });
  await makeWritable(source);
  // The module comes without the file that its release script writes, and its command refuses to start without.
  await writeFile(join(source, 'build/version/version.txt'), `${version}\n`);
  const tags = 'ferretdb_no_postgresql,ferretdb_no_mysql,ferretdb_no_hana';
  await run(
    go,
    ['build', '-mod=mod', '-trimpath', '-ldflags=-s -w', '-tags', tags, '-o', `${program}.partial`, './cmd/ferretdb'],
    { cwd: source, env: { ...process.env, CGO_ENABLED: '0' }, maxBuffer: 64 << 20 },
  );
  await rename(`${program}.partial`, program);
  await rm(source, { recursive: true, force: true });
}

// The module cache is read-only, and so are copies of it.
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeWritable(path);
    else await chmod(path, 0o644);
  }
}
