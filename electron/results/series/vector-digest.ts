import type { SampleSink } from './thinner.ts';

/** Columns of a digest: of each bucket its first, least, greatest and last sample, and a gap if it has one. */
const kept = 5;
/** Buckets a digest has at most; with 5 times and values each that is 12 MB. */
const mostBuckets = 150_000;
const smallestBucket = 64;

/**
 * A vector in small: of every so many samples the ones that a chart could need. It is made while a long vector is read as a whole, and spares reading it again
 * when a part of it is looked at. At the edges of such a part it knows its extremes only as closely as a bucket is wide, which is less than a pixel column.
 */
export class VectorDigest implements SampleSink {
  readonly #bucketSize: number;
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  // Where in its bucket a kept sample was; −1 for none.
  readonly #ordinals: Int32Array;
  #samples = 0;

  /** `samples` is how many will come. */
  constructor(samples: number) {
    this.#bucketSize = Math.max(smallestBucket, Math.ceil(samples / mostBuckets));
    const buckets = Math.ceil(samples / this.#bucketSize);
    this.#times = new Float64Array(buckets * kept);
    this.#values = new Float64Array(buckets * kept);
    this.#ordinals = new Int32Array(buckets * kept).fill(-1);
  }

  get samples(): number {
    return this.#samples;
  }

  /** Bytes of memory. */
  get weight(): number {
    return this.#times.byteLength * 2 + this.#ordinals.byteLength;
  }

  take(times: Float64Array, values: Float64Array, count: number): void {
    for (let index = 0; index < count; index++) this.#keep(times[index]!, values[index]!);
  }

  #keep(time: number, value: number): void {
    const ordinal = this.#samples % this.#bucketSize;
    const bucket = ((this.#samples - ordinal) / this.#bucketSize) * kept;
    this.#samples++;
    if (bucket >= this.#times.length) return;
    if (ordinal === 0) this.#set(bucket, 0, time, value);
    if (Number.isNaN(value)) {
      if (this.#ordinals[bucket + 4]! < 0) this.#set(bucket + 4, ordinal, time, value);
    } else {
      const values = this.#values;
      if (this.#ordinals[bucket + 1]! < 0 || value < values[bucket + 1]!) this.#set(bucket + 1, ordinal, time, value);
      if (this.#ordinals[bucket + 2]! < 0 || value > values[bucket + 2]!) this.#set(bucket + 2, ordinal, time, value);
    }
    this.#set(bucket + 3, ordinal, time, value);
  }

  #set(place: number, ordinal: number, time: number, value: number): void {
    this.#times[place] = time;
    this.#values[place] = value;
    this.#ordinals[place] = ordinal;
  }

  /** Which buckets have samples between two times. */
  bucketsBetween(from: number, to: number): { first: number; last: number } {
    const buckets = this.#times.length / kept;
    const first = search(buckets, bucket => this.#times[bucket * kept + 3]! >= from);
    const behind = search(buckets, bucket => this.#times[bucket * kept]! > to);
    return { first, last: behind - 1 };
  }

  /** Gives what is kept of some buckets to a sink, in order. */
  replay(first: number, last: number, sink: SampleSink): void {
    const times = new Float64Array(kept);
    const values = new Float64Array(kept);
    for (let bucket = first; bucket <= last; bucket++)
      sink.take(times, values, this.#sorted(bucket * kept, times, values));
  }

  // Each sample once, in its order.
  #sorted(start: number, times: Float64Array, values: Float64Array): number {
    let count = 0;
    for (let last = -1; count < kept; count++) {
      let next = -1;
      for (let place = start; place < start + kept; place++) {
        const ordinal = this.#ordinals[place]!;
        if (ordinal > last && (next < 0 || ordinal < this.#ordinals[next]!)) next = place;
      }
      if (next < 0) break;
      last = this.#ordinals[next]!;
      times[count] = this.#times[next]!;
      values[count] = this.#values[next]!;
    }
    return count;
  }
}

// The first of `count` for which `isThere` holds; once it does, it does for all that follow.
function search(count: number, isThere: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isThere(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const mostBytes = 26 << 20;

/** The digests a thread keeps: those that were used last. */
export class DigestCache {
  readonly #digests = new Map<string, VectorDigest>();

  get(key: string): VectorDigest | undefined {
    const digest = this.#digests.get(key);
    if (digest) {
      this.#digests.delete(key);
      this.#digests.set(key, digest);
    }
    return digest;
  }

  set(key: string, digest: VectorDigest): void {
    this.#digests.set(key, digest);
    let bytes = [...this.#digests.values()].reduce((sum, { weight }) => sum + weight, 0);
    for (const [oldest, { weight }] of this.#digests) {
      if (bytes <= mostBytes) return;
      bytes -= weight;
      this.#digests.delete(oldest);
    }
  }
}
