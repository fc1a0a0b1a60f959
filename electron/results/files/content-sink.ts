import type { ItemKind, RunHeader } from '../model.ts';
import { type Segment, SegmentBuffer, statisticFields, toColumnDigits, vectorFields } from './segments.ts';
import type { VectorEntry } from './vector-table.ts';

/** What readers find in a file, in its order: a run, then its segments; vectors come when all of them was read. */
export interface ContentSink {
  run(header: RunHeader): void;
  segment(segment: Segment): void;
  /** Where a vector's samples are; only for files that have blocks. */
  blocks(vector: VectorEntry): void;
}

/** Collects the items of one run after the other into segments; one collector serves many files. */
export class ItemCollector {
  readonly #scalars = new SegmentBuffer('scalar');
  readonly #parameters = new SegmentBuffer('parameter');
  readonly #statistics = new SegmentBuffer('statistic');
  readonly #vectors = new SegmentBuffer('vector');
  #sink: ContentSink | undefined;

  /** From now on everything goes there. What a reader left behind when it was interrupted is forgotten. */
  redirect(sink: ContentSink): void {
    this.#sink = sink;
    for (const buffer of this.#buffers()) buffer.take();
  }

  run(header: RunHeader): void {
    this.#sink?.run(header);
  }

  scalar(module: number, name: number, attributes: number, value: number): void {
    const at = this.#room(this.#scalars).add('scalar', module, name, attributes);
    this.#scalars.numbers[at] = value;
  }

  /** The text is a token as it is in a file. */
  parameter(module: number, name: number, attributes: number, token: Uint8Array): void {
    this.#room(this.#parameters).add('parameter', module, name, attributes);
    this.#parameters.addText(token, 0, token.length);
  }

  /** `numbers` are `statisticFields`; it is a histogram when it has bins. */
  statistic(module: number, name: number, attributes: number, numbers: Float64Array): void {
    const kind: ItemKind = numbers[statisticFields.length - 1] === 0 ? 'statistic' : 'histogram';
    const at = this.#room(this.#statistics).add(kind, module, name, attributes);
    this.#statistics.numbers.set(numbers, at);
  }

  vector(entry: VectorEntry): void {
    const at = this.#room(this.#vectors).add('vector', entry.module, entry.name, entry.attributes);
    const { ordinal, id, summary } = entry;
    const all = { ordinal, id, columns: toColumnDigits(entry.columns), ...summary };
    vectorFields.forEach((field, index) => {
      this.#vectors.numbers[at + index] = all[field];
    });
    if (entry.blocks.length > 0) this.#sink?.blocks(entry);
  }

  /** Ends the run: what is still in buffers goes to the sink. */
  flush(): void {
    for (const buffer of this.#buffers()) this.#pass(buffer.take());
  }

  #room(buffer: SegmentBuffer): SegmentBuffer {
    if (buffer.isFull) this.#pass(buffer.take());
    return buffer;
  }

  #pass(segment: Segment | undefined): void {
    if (segment) this.#sink?.segment(segment);
  }

  #buffers(): readonly SegmentBuffer[] {
    return [this.#scalars, this.#parameters, this.#statistics, this.#vectors];
  }
}
