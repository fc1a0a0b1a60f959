import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packFolder, unpackArchive } from './archive.ts';
import { ArtifactCache, type TreeSource } from './artifact-cache.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-cache-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const never = new AbortController().signal;

async function makeSource(buildKey: string, bytes = 10): Promise<TreeSource & { unpacked(): number }> {
  const folder = join(work, `source-${buildKey}`);
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src/program'), Buffer.alloc(bytes, buildKey));
  chmodSync(join(folder, 'src/program'), 0o755);
  symlinkSync('src/program', join(folder, 'link'));
  writeFileSync(join(folder, 'omnetpp.ini'), '[General]\n');
  await packFolder(folder, `${folder}.tar`, never, ['link', 'src/program']);
  await packFolder(folder, `${folder}.ini.tar`, never, ['omnetpp.ini']);
  let unpacked = 0;
  return {
    buildKey,
    iniKey: 'one',
    artifact() {
      unpacked++;
      return createReadStream(`${folder}.tar`);
    },
    iniFiles: () => createReadStream(`${folder}.ini.tar`),
    unpacked: () => unpacked,
  };
}

describe('an archive', () => {
  it('is the same for the same folder and cannot lead outside', async () => {
    await makeSource('again');
    const first = readFileSync(join(work, 'source-again.tar'));
    await packFolder(join(work, 'source-again'), join(work, 'again.tar'), never, ['src/program', 'link']);
    expect(readFileSync(join(work, 'again.tar')).equals(first)).toBe(true);
    mkdirSync(join(work, 'evil'));
    symlinkSync('../../etc/passwd', join(work, 'evil/link'));
    await packFolder(join(work, 'evil'), join(work, 'evil.tar'), never);
    const unpacking = unpackArchive(createReadStream(join(work, 'evil.tar')), join(work, 'evil-out'), never);
    await expect(unpacking).rejects.toMatchObject({ code: 'store.file-damaged' });
  });
});

describe('the artifact cache of a node', () => {
  it('unpacks once for all who ask, with modes and links', async () => {
    const source = await makeSource('a');
    const options = { folder: join(work, 'cache-1'), mostBytes: 1e9 };
    const [one, two] = [new ArtifactCache(options), new ArtifactCache(options)];
    const trees = await Promise.all([one.lease(source, never), two.lease(source, never), one.lease(source, never)]);
    expect(new Set(trees.map(tree => tree.folder)).size).toBe(1);
    expect(source.unpacked()).toBe(1);
    const tree = trees[0]?.folder ?? '';
    expect(readFileSync(join(tree, 'link'), 'utf8')).toBe('aaaaaaaaaa');
    expect(lstatSync(join(tree, 'src/program')).mode & 0o777).toBe(0o555);
    expect(existsSync(join(tree, 'omnetpp.ini'))).toBe(true);
    for (const { release } of trees) release();
  });

  it('finds damage when a runner first uses a tree, and unpacks anew', async () => {
    const source = await makeSource('b');
    const options = { folder: join(work, 'cache-2'), mostBytes: 1e9 };
    const before = await new ArtifactCache(options).lease(source, never);
    const program = join(before.folder, 'src/program');
    chmodSync(program, 0o755);
    truncateSync(program, 3);
    expect(await before.verify()).toBe(false);
    const after = await new ArtifactCache(options).lease(source, never);
    expect(readFileSync(join(after.folder, 'src/program'), 'utf8')).toBe('bbbbbbbbbb');
    // Whoever still executes from the damaged one is not disturbed.
    expect(existsSync(program)).toBe(true);
    before.release();
    after.release();
  });

  it('removes the longest unused for room, never one in use', async () => {
    const options = { folder: join(work, 'cache-3'), mostBytes: 2500 };
    const cache = new ArtifactCache(options);
    const [c, d, e, f] = await Promise.all(['c', 'd', 'e', 'f'].map(key => makeSource(key, 1000)));
    const inUse = await cache.lease(c!, never);
    (await cache.lease(d!, never)).release();
    (await cache.lease(e!, never)).release();
    (await cache.lease(f!, never)).release();
    const kept = readdirSync(options.folder).filter(name => /^[cdef]-[0-9a-f]{8}$/.test(name));
    expect(kept.map(name => name[0]).sort()).toEqual(['c', 'f']);
    expect(existsSync(join(inUse.folder, 'src/program'))).toBe(true);
    inUse.release();
  });

  it('is not held up by an unpacker that was killed', async () => {
    const source = await makeSource('g', 5_000_000);
    const options = { folder: join(work, 'cache-4'), mostBytes: 1e9 };
    const script = `import { ArtifactCache } from ${JSON.stringify(join(import.meta.dirname, 'artifact-cache.ts'))};
      const never = new AbortController().signal;
      async function* slowly() { console.log('unpacking'); await new Promise(() => setInterval(() => 0, 1000)); }
      await new ArtifactCache(${JSON.stringify(options)}).lease({ buildKey: 'g', iniKey: 'one', artifact: slowly, iniFiles: slowly }, never);`;
    const killed = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(killed.stdout, 'data');
    const leasing = new ArtifactCache(options).lease(source, never);
    killed.kill('SIGKILL');
    const leased = await leasing;
    expect(lstatSync(join(leased.folder, 'src/program')).size).toBe(5_000_000);
    expect(readdirSync(options.folder).filter(name => name.endsWith('.partial'))).toEqual([]);
    leased.release();
  });
});
