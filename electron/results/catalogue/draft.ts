import type { ContentSink } from '../files/content-sink.ts';
import type { Segment } from '../files/segments.ts';
import type { VectorEntry } from '../files/vector-table.ts';
import type { RunHeader } from '../model.ts';

/** Segments of one run in one file that are not written yet, and the shapes of those that are. */
export interface PartDraft {
  readonly header: RunHeader;
  readonly segments: Segment[];
  readonly layout: number[];
  id: number | undefined;
}

/** A file's content on its way into the catalogue. Large files are written in several goes: then `id` is there before all of it is. */
export class FileDraft implements ContentSink {
  readonly path: string;
  readonly parts: PartDraft[] = [];
  readonly vectors: VectorEntry[] = [];
  id: number | undefined;
  items = 0;
  /** Bytes that wait to be written. */
  weight = 0;
  #current: PartDraft | undefined;
  readonly #onWeight: (draft: FileDraft) => void;

  constructor(path: string, onWeight: (draft: FileDraft) => void) {
    this.path = path;
    this.#onWeight = onWeight;
  }

  run(header: RunHeader): void {
    // The same run again: its items belong together, as for OMNeT++.
    const known = this.parts.find(part => part.header.name === header.name);
    this.#current = known ?? { header, segments: [], layout: [], id: undefined };
    if (!known) this.parts.push(this.#current);
    this.weight += 1000;
  }

  segment(segment: Segment): void {
    this.#current?.segments.push(segment);
    this.items += segment.count;
    this.weight += segment.keys.byteLength + segment.values.byteLength;
    this.#onWeight(this);
  }

  blocks(vector: VectorEntry): void {
    this.vectors.push(vector);
    this.weight += vector.blocks.byteLength;
    this.#onWeight(this);
  }
}
