/** Samples on their way: as many as `count` tells, in order of time. */
export interface SampleSink {
  take(times: Float64Array, values: Float64Array, count: number): void;
}

/** What a chart draws. */
export interface ThinnedSamples {
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly samplesInWindow: number;
  readonly thinned: boolean;
}

/** Where a window begins and ends, in simulated seconds, both included. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

// What is kept of a column: its first and last sample, its least and greatest, and a gap if it has one.
const kept = 5;

/**
 * Keeps of each pixel column the first, the least, the greatest and the last sample, and one that is no number if there is one, so that a line through them looks like a
 * line through all. All samples are kept where there are at most four for each column. The neighbours of the window are kept too, so that lines reach its edges.
 */
export class Thinner implements SampleSink {
  readonly #window: TimeWindow;
  readonly #columns: number;
  readonly #scale: number;
  readonly #times: Float64Array<ArrayBuffer>;
  readonly #values: Float64Array<ArrayBuffer>;
  readonly #rawTimes: Float64Array<ArrayBuffer>;
  readonly #rawValues: Float64Array<ArrayBuffer>;
  #used = 0;
  #samples = 0;
  #before: [time: number, value: number] | undefined;
  #after: [time: number, value: number] | undefined;
  #column = -1;
  // Ordinals, times and values of what is kept of the present column: first, least, greatest, last, gap.
  readonly #ordinals = new Float64Array(kept).fill(-1);
  readonly #columnTimes = new Float64Array(kept);
  readonly #columnValues = new Float64Array(kept);

  constructor(window: TimeWindow, columns: number) {
    this.#window = window;
    this.#columns = columns;
    const span = window.to - window.from;
    this.#scale = span > 0 && Number.isFinite(span) ? columns / span : 0;
    this.#times = new Float64Array(columns * kept);
    this.#values = new Float64Array(columns * kept);
    this.#rawTimes = new Float64Array(columns * 4);
    this.#rawValues = new Float64Array(columns * 4);
  }

  /** True when a sample behind the window has come: what follows changes nothing. */
  get isDone(): boolean {
    return this.#after !== undefined;
  }

  take(times: Float64Array, values: Float64Array, count: number): void {
    const { from, to } = this.#window;
    for (let index = 0; index < count && !this.#after; index++) {
      const time = times[index]!;
      const value = values[index]!;
      if (time >= from && time <= to) this.#keep(time, value);
      else if (time < from) this.#before = [time, value];
      else this.#after = [time, value];
    }
  }

  #keep(time: number, value: number): void {
    const ordinal = this.#samples++;
    if (ordinal < this.#rawTimes.length) {
      this.#rawTimes[ordinal] = time;
      this.#rawValues[ordinal] = value;
    }
    const column = Math.min(Math.floor((time - this.#window.from) * this.#scale), this.#columns - 1);
    if (column !== this.#column) {
      this.#flush();
      this.#column = column;
      this.#set(0, ordinal, time, value);
    }
    const ordinals = this.#ordinals;
    const known = this.#columnValues;
    if (Number.isNaN(value)) {
      if (ordinals[4]! < 0) this.#set(4, ordinal, time, value);
    } else {
      if (ordinals[1]! < 0 || value < known[1]!) this.#set(1, ordinal, time, value);
      if (ordinals[2]! < 0 || value > known[2]!) this.#set(2, ordinal, time, value);
    }
    this.#set(3, ordinal, time, value);
  }

  #set(place: number, ordinal: number, time: number, value: number): void {
    this.#ordinals[place] = ordinal;
    this.#columnTimes[place] = time;
    this.#columnValues[place] = value;
  }

  // Writes what is kept of a column in its order, each sample once.
  #flush(): void {
    let last = -1;
    for (let round = 0; round < kept; round++) {
      let next = -1;
      for (let place = 0; place < kept; place++) {
        const ordinal = this.#ordinals[place]!;
        if (ordinal > last && (next < 0 || ordinal < this.#ordinals[next]!)) next = place;
      }
      if (next < 0) break;
      last = this.#ordinals[next]!;
      this.#times[this.#used] = this.#columnTimes[next]!;
      this.#values[this.#used++] = this.#columnValues[next]!;
    }
    this.#ordinals.fill(-1);
  }

  finish(): ThinnedSamples {
    this.#flush();
    const thinned = this.#samples > this.#rawTimes.length;
    const [times, values, count] = thinned
      ? [this.#times, this.#values, this.#used]
      : [this.#rawTimes, this.#rawValues, this.#samples];
    return {
      times: this.#withNeighbours(times.subarray(0, count), 0),
      values: this.#withNeighbours(values.subarray(0, count), 1),
      samplesInWindow: this.#samples,
      thinned,
    };
  }

  #withNeighbours(samples: Float64Array, part: 0 | 1): Float64Array<ArrayBuffer> {
    const all = new Float64Array(samples.length + (this.#before ? 1 : 0) + (this.#after ? 1 : 0));
    if (this.#before) all[0] = this.#before[part];
    all.set(samples, this.#before ? 1 : 0);
    if (this.#after) all[all.length - 1] = this.#after[part];
    return all;
  }
}
