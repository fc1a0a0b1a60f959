import type { SampleBlock } from './sample-reader.ts';
import type { TimeWindow } from './thinner.ts';
import type { Preceding, Transform } from './transforms.ts';

/** Blocks that must be read for a window, and what a running average must know of those before. */
export interface ChosenBlocks {
  readonly blocks: readonly SampleBlock[];
  readonly preceding: Preceding;
}

/** Chooses a vector's blocks: those in the window, the neighbours on both sides, and what a transform needs before. */
export function chooseBlocks(
  blocks: readonly SampleBlock[],
  window: TimeWindow,
  transform: Transform,
  windowSize: number,
): ChosenBlocks {
  const inside = blocks.findIndex(block => block.lastTime >= window.from);
  const behind = blocks.findIndex(block => block.firstTime > window.to);
  const last = behind < 0 ? blocks.length - 1 : behind;
  const first = startOf(blocks, inside < 0 ? blocks.length : inside, transform, windowSize);
  const before = blocks.slice(0, first);
  const preceding = {
    count: before.reduce((sum, block) => sum + block.count, 0),
    sum: before.reduce((sum, block) => sum + block.sum, 0),
  };
  return { blocks: blocks.slice(first, last + 1), preceding };
}

function startOf(blocks: readonly SampleBlock[], inside: number, transform: Transform, windowSize: number): number {
  let start = Math.max(inside - 1, 0);
  if (transform === 'running-average') {
    // A sum that is no number hides how many numbers there were: then all of them must be seen.
    const isKnown = blocks.slice(0, start).every(block => Number.isFinite(block.sum));
    return isKnown ? start : 0;
  }
  if (transform !== 'moving-average') return start;
  for (let samples = 0; start > 0 && samples < windowSize; start--) samples += blocks[start]!.count;
  return start;
}
