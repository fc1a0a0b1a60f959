import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from '../../../worker-images/worker/file-lock.ts';
import { runCommand } from '../../../worker-images/worker/run-command.ts';

const cache = join(tmpdir(), 'simswarm-cache');
/** A compiler, since the base takes the place of an image with a simulator in it. */
const packages = ['ca-certificates', 'g++', 'make'];

/** A plain Debian with a compiler as a root file system in a tar archive; made once (about a minute) and kept outside the checkout. */
export async function provideBaseArchive(): Promise<string> {
  const suite = /^VERSION_CODENAME=(\w+)/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1] ?? 'stable';
  const archive = join(cache, `debian-${suite}-${packages.join('-')}.tar`);
  if (existsSync(archive)) return archive;
  await mkdir(cache, { recursive: true });
  const lock = await lockFile(join(cache, 'debian.lock'), 'exclusive');
  try {
    if (!existsSync(archive)) await makeArchive(suite, archive);
    return archive;
  } finally {
    lock.release();
  }
}

async function makeArchive(suite: string, archive: string): Promise<void> {
  console.error('Making a Debian base image (once, about a minute) …');
  const folder = await mkdtemp(join(cache, 'debian-'));
  try {
    const neededFor = 'base images without a registry';
    await runCommand(['debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, suite, folder], {
      neededFor,
    });
    const left = ['var/cache/apt/archives', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/locale', 'usr/share/man'];
    const excluded = left.map(path => `--exclude=./${path}/*`);
    await runCommand(['tar', '-C', folder, ...excluded, '-c', '-f', `${archive}.partial`, '.']);
    await rename(`${archive}.partial`, archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
