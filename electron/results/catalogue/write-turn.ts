/**
 * Lets threads of this process write one after the other without the pauses in which SQLite waits for a lock. It only saves time: what keeps the catalogue whole is SQLite's own
 * lock, so a thread that never gives its turn back costs the others no more than a second.
 */
export class WriteTurn {
  readonly #taken: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#taken = new Int32Array(memory);
  }

  /** Runs `write` when it is our turn. */
  take<T>(write: () => T): T {
    while (Atomics.compareExchange(this.#taken, 0, 0, 1) !== 0)
      if (Atomics.wait(this.#taken, 0, 1, patience) === 'timed-out') break;
    try {
      return write();
    } finally {
      Atomics.store(this.#taken, 0, 0);
      Atomics.notify(this.#taken, 0, 1);
    }
  }
}

const patience = 1000;
