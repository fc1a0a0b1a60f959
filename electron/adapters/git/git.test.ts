import { execFileSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRepository } from './repository.ts';
import { createSnapshots } from './snapshots.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-git-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let count = 0;

function git(folder: string, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=Tester',
    '-c',
    'user.email=tester@example.org',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', ['-C', folder, ...identity, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function makeRepository(): string {
  const folder = join(work, `repository ${++count}`);
  mkdirSync(join(folder, 'src'), { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  writeFileSync(join(folder, 'src/model.cc'), 'int main() {}\n');
  writeFileSync(join(folder, 'omnetpp.ini'), '[General]\n');
  writeFileSync(join(folder, '.gitignore'), '*.o\n');
  return folder;
}

function commitAll(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'state');
}

describe('a repository', () => {
  it('is read before its first commit, clean, changed and detached', async () => {
    const folder = makeRepository();
    expect(await readRepository(folder)).toMatchObject({ root: folder, branch: 'main', dirty: { count: 3 } });
    commitAll(folder);
    const clean = await readRepository(join(folder, 'src'));
    expect(clean).toMatchObject({ root: folder, branch: 'main', dirty: { count: 0, files: [] } });
    expect(clean?.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(clean?.unpushedCommits).toBeUndefined();
    writeFileSync(join(folder, 'näme with blank.ned'), '');
    git(folder, 'checkout', '--quiet', '--detach');
    const detached = await readRepository(folder);
    expect(detached?.branch).toBeUndefined();
    expect(detached?.dirty).toEqual({ count: 1, files: ['näme with blank.ned'] });
  });

  it('is not changed by what simulations and compilers leave behind', async () => {
    const folder = makeRepository();
    commitAll(folder);
    for (const path of ['results/a.sca', 'simulations/results/b.vec', 'out/release/model', 'General-0.vci']) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    expect((await readRepository(folder))?.dirty).toEqual({ count: 0, files: [] });
    expect((await createSnapshots(join(work, 'storage')).take(folder)).dirty).toBe(false);
    mkdirSync(join(folder, 'src/results'));
    writeFileSync(join(folder, 'src/results/recorder.cc'), '');
    git(folder, 'mv', 'omnetpp.ini', 'other.ini');
    const { dirty } = (await readRepository(join(folder, 'src'))) ?? {};
    expect(dirty).toEqual({ count: 2, files: ['other.ini', 'src/results/recorder.cc'] });
  });

  it('tells commits that no remote has, and shows no password', async () => {
    const origin = makeRepository();
    commitAll(origin);
    const clone = join(work, 'clone');
    git(work, 'clone', '--quiet', origin, clone);
    expect(await readRepository(clone)).toMatchObject({ remote: origin, unpushedCommits: 0 });
    writeFileSync(join(clone, 'new.ned'), '');
    commitAll(clone);
    git(clone, 'remote', 'set-url', 'origin', 'https://user:secret@example.org/owner/project.git');
    expect(await readRepository(clone)).toMatchObject({
      remote: 'https://example.org/owner/project.git',
      unpushedCommits: 1,
    });
  });

  it('is absent in a plain folder', async () => {
    const folder = join(work, 'plain');
    mkdirSync(folder);
    expect(await readRepository(folder)).toBeUndefined();
  });
});

describe('a snapshot', () => {
  const snapshots = createSnapshots(join(work, 'storage'));

  it('has the makefiles of the working tree, also when they are ignored', async () => {
    const folder = makeRepository();
    writeFileSync(join(folder, '.gitignore'), 'Makefile\n*.log\n');
    commitAll(folder);
    const before = await snapshots.take(folder);
    for (const path of ['Makefile', 'src/Makefile', 'node_modules/x/Makefile']) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), 'all:\n');
    }
    writeFileSync(join(folder, 'a.log'), '');
    const snapshot = await snapshots.take(folder);
    expect(snapshot.sourceHash).not.toBe(before.sourceHash);
    const target = join(work, 'with-makefiles');
    await snapshots.checkOut(snapshot, target);
    expect(globSync('**/*', { cwd: target }).sort()).toEqual(
      ['Makefile', 'omnetpp.ini', 'src', 'src/Makefile', 'src/model.cc'].sort(),
    );
  });

  it('changes with local changes, not with ignored files, and leaves the repository alone', async () => {
    const folder = makeRepository();
    commitAll(folder);
    const objectsBefore = git(folder, 'count-objects');
    const first = await snapshots.take(folder);
    expect(first.dirty).toBe(false);
    expect(first.label).toMatch(/^[0-9a-f]{10}$/);
    writeFileSync(join(folder, 'src/model.o'), 'object');
    expect((await snapshots.take(folder)).treeHash).toBe(first.treeHash);
    writeFileSync(join(folder, 'src/model.cc'), 'int main() { return 1; }\n');
    const changed = await snapshots.take(folder);
    expect(changed.treeHash).not.toBe(first.treeHash);
    expect(changed.sourceHash).not.toBe(first.sourceHash);
    expect(changed.label).toMatch(/^[0-9a-f]{10}\+[0-9a-f]{8}$/);
    expect(git(folder, 'count-objects')).toBe(objectsBefore);
    expect(git(folder, 'diff', '--cached', '--name-only')).toBe('');
  });

  it('leaves out what runs wrote, but not code in a folder of the same name', async () => {
    const folder = makeRepository();
    for (const path of ['results', 'examples/aloha/results', 'src/results']) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, 'file.cc'), '');
    }
    const target = join(work, 'without results');
    await snapshots.checkOut(await snapshots.take(folder), target);
    expect(existsSync(join(target, 'src/results/file.cc'))).toBe(true);
    expect(existsSync(join(target, 'results'))).toBe(false);
    expect(existsSync(join(target, 'examples'))).toBe(false);
  });

  it('may be taken by several at once', async () => {
    const folder = makeRepository();
    for (let index = 0; index < 300; index++) writeFileSync(join(folder, `src/${index}.cc`), `${index}\n`.repeat(500));
    const taken = await Promise.all(Array.from({ length: 6 }, () => snapshots.take(folder)));
    expect(new Set(taken.map(snapshot => snapshot.treeHash)).size).toBe(1);
    const target = join(work, 'taken at once');
    await snapshots.checkOut(taken[0]!, target);
    expect(readdirSync(join(target, 'src'))).toHaveLength(301);
  });

  it('keeps the source hash when only an ini file changes', async () => {
    const folder = makeRepository();
    const first = await snapshots.take(folder);
    writeFileSync(join(folder, 'omnetpp.ini'), '[General]\nrepeat = 10\n');
    const second = await snapshots.take(folder);
    expect(second.treeHash).not.toBe(first.treeHash);
    expect(second.sourceHash).toBe(first.sourceHash);
    expect(second.iniFiles).toEqual(['omnetpp.ini']);
  });

  it('leaves out results and objects, but no source that happens to lie in a folder of that name', async () => {
    const folder = makeRepository();
    mkdirSync(join(folder, 'src/results'));
    writeFileSync(join(folder, 'src/results/statistic.h'), '');
    const first = await snapshots.take(folder);
    mkdirSync(join(folder, 'results'));
    for (const path of ['results/a.txt', 'src/b.sca', 'c.vec']) writeFileSync(join(folder, path), '');
    expect((await snapshots.take(folder)).treeHash).toBe(first.treeHash);
    const target = join(work, 'with a results folder');
    await snapshots.checkOut(first, target);
    expect(existsSync(join(target, 'src/results/statistic.h'))).toBe(true);
  });

  it('works without any repository', async () => {
    const folder = join(work, 'no repository');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.cc'), '');
    const snapshot = await snapshots.take(folder);
    expect(snapshot).toMatchObject({ dirty: false, label: expect.stringMatching(/^tree /) });
    expect(existsSync(join(folder, '.git'))).toBe(false);
  });

  it('is checked out rewriting only what differs, so that make stays incremental', async () => {
    const folder = makeRepository();
    writeFileSync(join(folder, 'src/other.cc'), '');
    const target = join(work, 'private copy');
    await snapshots.checkOut(await snapshots.take(folder), target);
    writeFileSync(join(target, 'src/other.o'), 'object');
    const before = statSync(join(target, 'src/other.cc')).mtimeMs;
    writeFileSync(join(folder, 'src/model.cc'), 'changed\n');
    rmSync(join(folder, '.gitignore'));
    await snapshots.checkOut(await snapshots.take(folder), target);
    expect(readFileSync(join(target, 'src/model.cc'), 'utf8')).toBe('changed\n');
    expect(statSync(join(target, 'src/other.cc')).mtimeMs).toBe(before);
    expect(existsSync(join(target, '.gitignore'))).toBe(false);
    expect(existsSync(join(target, 'src/other.o'))).toBe(true);
    rmSync(join(target, 'src/model.cc'));
    await snapshots.checkOut(await snapshots.take(folder), target);
    expect(readFileSync(join(target, 'src/model.cc'), 'utf8')).toBe('changed\n');
  });

  it('includes submodules with their changes', async () => {
    const library = makeRepository();
    commitAll(library);
    const folder = makeRepository();
    git(folder, 'submodule', 'add', '--quiet', library, 'library');
    commitAll(folder);
    const first = await snapshots.take(folder);
    const target = join(work, 'with submodule');
    await snapshots.checkOut(first, target);
    expect(readdirSync(join(target, 'library'))).toContain('src');
    writeFileSync(join(folder, 'library/src/model.cc'), 'changed in the submodule\n');
    const second = await snapshots.take(folder);
    expect(second.sourceHash).not.toBe(first.sourceHash);
    await snapshots.checkOut(second, target);
    expect(readFileSync(join(target, 'library/src/model.cc'), 'utf8')).toContain('submodule');
    expect((await readRepository(folder))?.submodules).toMatchObject([{ path: 'library' }]);
  });
});
