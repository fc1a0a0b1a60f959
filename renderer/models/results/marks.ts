import { Model } from '../../client/model.ts';

/** Which rows of a list are marked, for doing something with all of them. */
export class Marks extends Model<{ readonly marked: ReadonlySet<string> }> {
  #anchor: string | undefined;

  constructor() {
    super({ marked: new Set() });
  }

  /** What a table needs to know of the marks, for the rows it shows. */
  toSelection(shown: readonly string[]) {
    const { marked } = this.read();
    return {
      count: marked.size,
      has: (id: string) => marked.has(id),
      toggle: (id: string) => this.#toggle(id),
      extendTo: (id: string) => this.#extendTo(id, shown),
      toggleAll: () => this.#toggleAll(shown),
    };
  }

  #toggle(id: string): void {
    const marked = new Set(this.read().marked);
    if (!marked.delete(id)) marked.add(id);
    this.#anchor = id;
    this.change({ marked });
  }

  #extendTo(id: string, shown: readonly string[]): void {
    const places = [shown.indexOf(this.#anchor ?? id), shown.indexOf(id)].sort((a, b) => a - b);
    const [from = 0, to = 0] = places;
    this.change({ marked: new Set([...this.read().marked, ...shown.slice(Math.max(0, from), to + 1)]) });
  }

  #toggleAll(shown: readonly string[]): void {
    const isAll = shown.length > 0 && shown.every(id => this.read().marked.has(id));
    this.change({ marked: new Set(isAll ? [] : shown) });
  }
}
