import type { z } from 'zod';

/** What this browser remembers between visits: filters, choices, sizes. Nothing of it is needed, so what cannot be read is forgotten. */
export class Remembered<Value> {
  readonly #key: string;
  readonly #schema: z.ZodType<Value>;
  readonly #initial: Value;

  constructor(name: string, schema: z.ZodType<Value>, initial: Value) {
    this.#key = `simswarm.${name}`;
    this.#schema = schema;
    this.#initial = initial;
  }

  read(): Value {
    const text = localStorage.getItem(this.#key);
    if (text === null) return this.#initial;
    const parsed = this.#schema.safeParse(parseJson(text));
    return parsed.success ? parsed.data : this.#initial;
  }

  write(value: Value): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
    } catch (error) {
      // A browser that keeps nothing (private, full) still shows everything.
      console.warn('simswarm cannot remember', this.#key, error);
    }
  }
}

// What stands there may be of an older version or of another program on this port.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
