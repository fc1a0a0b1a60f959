import type { VectorSummary } from '../model.ts';
import { type ColumnLayout, toColumnLayout } from './vector-lines.ts';

/** Numbers a block has in a vector's list of blocks, in this order; sizes in bytes, times in simulated seconds. */
export const blockFields = ['offset', 'length', 'count', 'firstTime', 'lastTime', 'min', 'max', 'sum'] as const;

export interface Block {
  readonly offset: number;
  readonly length: number;
  readonly count: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** A vector of a file while the file is read: its declaration, and the blocks found so far. */
export class VectorEntry {
  readonly ordinal: number;
  readonly id: number;
  readonly columns: string;
  readonly layout: ColumnLayout | undefined;
  readonly module: number;
  readonly name: number;
  attributes = 0;
  #blocks = new Float64Array(blockFields.length * 4);
  #count = 0;
  readonly summary: { -readonly [Field in keyof VectorSummary]: number } = {
    count: 0,
    min: Number.NaN,
    max: Number.NaN,
    sum: 0,
    sumOfSquares: 0,
    firstEvent: -1,
    lastEvent: -1,
    firstTime: Number.NaN,
    lastTime: Number.NaN,
  };

  constructor(ordinal: number, id: number, columns: string, module: number, name: number) {
    this.ordinal = ordinal;
    this.id = id;
    this.columns = columns;
    this.layout = toColumnLayout(columns);
    this.module = module;
    this.name = name;
  }

  /** The list of blocks, `blockFields` each. */
  get blocks(): Float64Array {
    return this.#blocks.slice(0, this.#count * blockFields.length);
  }

  add(block: Block): void {
    const start = this.#count++ * blockFields.length;
    if (start === this.#blocks.length) this.#grow();
    blockFields.forEach((field, index) => {
      this.#blocks[start + index] = block[field];
    });
    this.#addUp(block);
  }

  #addUp(block: Block): void {
    const { summary } = this;
    if (summary.count === 0) {
      summary.firstEvent = block.firstEvent;
      summary.firstTime = block.firstTime;
    }
    summary.lastEvent = block.lastEvent;
    summary.lastTime = block.lastTime;
    summary.count += block.count;
    // A block of nothing but NaN has no extremes.
    if (!Number.isNaN(block.min) && !(summary.min <= block.min)) summary.min = block.min;
    if (!Number.isNaN(block.max) && !(summary.max >= block.max)) summary.max = block.max;
    summary.sum += block.sum;
    summary.sumOfSquares += block.sumOfSquares;
  }

  #grow(): void {
    const grown = new Float64Array(this.#blocks.length * 2);
    grown.set(this.#blocks);
    this.#blocks = grown;
  }
}
