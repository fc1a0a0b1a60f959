import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listOutputFiles, makeRunRoot, removeRunRoot } from './run-root.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-root-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function makeTree(name: string): string {
  const tree = join(work, name);
  mkdirSync(join(tree, 'models/aloha/results'), { recursive: true });
  writeFileSync(join(tree, 'program'), name);
  writeFileSync(join(tree, 'models/common.ini'), name);
  writeFileSync(join(tree, 'models/aloha/omnetpp.ini'), name);
  return tree;
}

const tree = makeTree('one');
const paths = async (root: ReturnType<typeof makeRunRoot>) => (await listOutputFiles(root)).map(({ path }) => path);

describe('a run root', () => {
  it('shows the tree, and keeps what a run writes apart from it', async () => {
    const root = makeRunRoot(tree, 'models/aloha', join(work, 'slot-1'));
    expect(readFileSync(join(root.workingDirectory, '../common.ini'), 'utf8')).toBe('one');
    mkdirSync(join(root.workingDirectory, 'results'));
    writeFileSync(join(root.workingDirectory, 'results/a.sca'), '');
    writeFileSync(join(root.folder, 'top.txt'), '');
    expect(await paths(root)).toEqual(['models/aloha/results/a.sca', 'top.txt']);
    expect(existsSync(join(tree, 'top.txt'))).toBe(false);
  });

  it('is clean for the next run, whatever the last one left, removed or replaced', async () => {
    const slot = join(work, 'slot-2');
    const first = makeRunRoot(tree, 'models/aloha', slot);
    mkdirSync(join(first.workingDirectory, 'results/deep'), { recursive: true });
    writeFileSync(join(first.workingDirectory, 'results/deep/a.vec'), '');
    writeFileSync(join(first.folder, 'models/junk'), '');
    removeRunRoot(slot);
    expect(existsSync(join(first.workingDirectory, 'results'))).toBe(false);
    const second = makeRunRoot(tree, 'models/aloha', slot);
    expect(await paths(second)).toEqual([]);
    rmSync(join(second.folder, 'program'));
    writeFileSync(join(second.folder, 'program'), 'replaced');
    rmSync(join(second.workingDirectory, 'omnetpp.ini'));
    const third = makeRunRoot(tree, 'models/aloha', slot);
    expect(readFileSync(join(third.folder, 'program'), 'utf8')).toBe('one');
    expect(readFileSync(join(third.workingDirectory, 'omnetpp.ini'), 'utf8')).toBe('one');
    expect(readFileSync(join(tree, 'program'), 'utf8')).toBe('one');
    rmSync(third.folder, { recursive: true });
    expect(existsSync(join(makeRunRoot(tree, 'models/aloha', slot).folder, 'program'))).toBe(true);
  });

  it('follows another tree and another folder', () => {
    const slot = join(work, 'slot-3');
    makeRunRoot(tree, 'models/aloha', slot);
    const other = makeRunRoot(makeTree('two'), '', slot);
    expect(other.workingDirectory).toBe(other.folder);
    expect(readFileSync(join(other.folder, 'program'), 'utf8')).toBe('two');
  });
});
