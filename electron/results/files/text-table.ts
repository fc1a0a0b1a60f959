/**
 * Numbers for texts, straight from a file's bytes: the same bytes always get the same number, and no string is made for them until
 * somebody asks. Result files repeat the same few names endlessly and mostly in the same order, so the text that followed last time is tried first.
 */
export class TextTable {
  #bytes = new Uint8Array(1 << 16);
  #used = 0;
  #starts = new Int32Array(1 << 10);
  #hashes = new Int32Array(1 << 10);
  #followers = new Int32Array(1 << 10);
  #slots = new Int32Array(1 << 11).fill(-1);
  #size = 0;
  #last = 0;

  constructor() {
    this.numberOf(new Uint8Array(0), 0, 0);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes kept; a table that has grown too much is replaced by its owner. */
  get weight(): number {
    return this.#used + this.#size * 32;
  }

  /** The number of a text; 0 is the empty one. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    const guess = this.#followers[this.#last]!;
    const number = this.#size > 0 && this.#is(guess, bytes, start, end) ? guess : this.#find(bytes, start, end);
    this.#followers[this.#last] = number;
    this.#last = number;
    return number;
  }

  /** Whether the text with this number consists of these bytes. */
  is(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    return this.#is(number, bytes, start, end);
  }

  /** The bytes of a text; valid until the next text is added. */
  bytesOf(number: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[number]!, this.#starts[number + 1]!);
  }

  #is(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    let at = this.#starts[number]!;
    if (this.#starts[number + 1]! - at !== end - start) return false;
    for (let other = start; other < end; other++, at++) if (own[at] !== bytes[other]) return false;
    return true;
  }

  #find(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let number = this.#slots[slot]!; number >= 0; number = this.#slots[slot]!) {
      if (this.#hashes[number] === hash && this.#is(number, bytes, start, end)) return number;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#size;
    return this.#add(bytes, start, end, hash);
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const length = end - start;
    const number = this.#size++;
    if (number + 2 > this.#starts.length) this.#growTexts();
    if (this.#used + length > this.#bytes.length) this.#growBytes(length);
    this.#bytes.set(bytes.subarray(start, end), this.#used);
    this.#starts[number] = this.#used;
    this.#used += length;
    this.#starts[number + 1] = this.#used;
    this.#hashes[number] = hash;
    if (this.#size * 2 > this.#slots.length) this.#growSlots();
    return number;
  }

  #growBytes(length: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + length));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  #growTexts(): void {
    this.#starts = doubled(this.#starts);
    this.#hashes = doubled(this.#hashes);
    this.#followers = doubled(this.#followers);
  }

  #growSlots(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number]! & (slots.length - 1);
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(values.length * 2);
  grown.set(values);
  return grown;
}

/** FNV-1a over bytes, with its bits mixed once more at the end. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
