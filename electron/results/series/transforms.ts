import type { SampleSink } from './thinner.ts';

/** What can be made of a vector; see the contract. */
export type Transform = 'none' | 'moving-average' | 'running-average' | 'difference' | 'rate';

/** What came before the first sample that a transform is given: how many numbers, and what they add up to. */
export interface Preceding {
  readonly count: number;
  readonly sum: number;
}

/** Puts a transform before a sink. Samples that are no numbers stay gaps and take no part in averages. */
export function transformInto(
  sink: SampleSink,
  transform: Transform,
  windowSize: number,
  preceding: Preceding,
): SampleSink {
  switch (transform) {
    case 'none':
      return sink;
    case 'moving-average':
      return new MovingAverage(sink, windowSize);
    case 'running-average':
      return new RunningAverage(sink, preceding);
    case 'difference':
      return new Difference(sink);
    case 'rate':
      return new Rate(sink);
  }
}

/** A sum that loses nothing to rounding (Neumaier), so that what was added can be taken away again. */
class Sum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const sum = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}

/** y[k] becomes the mean of the last n numbers up to y[k]; of fewer at the beginning. */
class MovingAverage implements SampleSink {
  readonly #sink: SampleSink;
  readonly #recent: Float64Array;
  #sum = new Sum();
  #next = 0;
  #filled = 0;
  #numbers = 0;
  #infinite = 0;

  constructor(sink: SampleSink, size: number) {
    this.#sink = sink;
    this.#recent = new Float64Array(size);
  }

  take(times: Float64Array, values: Float64Array, count: number): void {
    const means = new Float64Array(count);
    for (let index = 0; index < count; index++) means[index] = this.#mean(values[index]!);
    this.#sink.take(times, means, count);
  }

  #mean(value: number): number {
    if (this.#filled === this.#recent.length) this.#count(this.#recent[this.#next]!, -1);
    else this.#filled++;
    this.#recent[this.#next] = value;
    this.#next = (this.#next + 1) % this.#recent.length;
    this.#count(value, 1);
    if (Number.isNaN(value)) return Number.NaN;
    return this.#infinite === 0 ? this.#sum.value / this.#numbers : this.#slowMean();
  }

  #count(value: number, sign: 1 | -1): void {
    if (Number.isNaN(value)) return;
    this.#numbers += sign;
    if (Number.isFinite(value)) this.#sum.add(sign * value);
    else this.#infinite += sign;
  }

  #slowMean(): number {
    const numbers = this.#recent.subarray(0, this.#filled).filter(value => !Number.isNaN(value));
    return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  }
}

/** y[k] becomes the mean of all numbers from y[0] to y[k]. */
class RunningAverage implements SampleSink {
  readonly #sink: SampleSink;
  readonly #sum = new Sum();
  #numbers: number;

  constructor(sink: SampleSink, { count, sum }: Preceding) {
    this.#sink = sink;
    this.#numbers = count;
    this.#sum.add(sum);
  }

  take(times: Float64Array, values: Float64Array, count: number): void {
    const means = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      const value = values[index]!;
      if (!Number.isNaN(value)) {
        this.#sum.add(value);
        this.#numbers++;
      }
      means[index] = Number.isNaN(value) ? value : this.#sum.value / this.#numbers;
    }
    this.#sink.take(times, means, count);
  }
}

/** y[k] becomes y[k] − y[k−1]; y[−1] is 0. */
class Difference implements SampleSink {
  readonly #sink: SampleSink;
  #last = 0;

  constructor(sink: SampleSink) {
    this.#sink = sink;
  }

  take(times: Float64Array, values: Float64Array, count: number): void {
    const differences = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      differences[index] = values[index]! - this.#last;
      this.#last = values[index]!;
    }
    this.#sink.take(times, differences, count);
  }
}

/** y[k] becomes (y[k+1] − y[k]) / (t[k+1] − t[k]); of several samples at one time only the last counts, and the last sample of all has no successor. */
class Rate implements SampleSink {
  readonly #sink: SampleSink;
  #time = Number.NaN;
  #value = Number.NaN;

  constructor(sink: SampleSink) {
    this.#sink = sink;
  }

  take(times: Float64Array, values: Float64Array, count: number): void {
    const rateTimes = new Float64Array(count);
    const rates = new Float64Array(count);
    let used = 0;
    for (let index = 0; index < count; index++) {
      const time = times[index]!;
      const value = values[index]!;
      if (time > this.#time) {
        rateTimes[used] = this.#time;
        rates[used++] = (value - this.#value) / (time - this.#time);
      }
      this.#time = time;
      this.#value = value;
    }
    this.#sink.take(rateTimes, rates, used);
  }
}
