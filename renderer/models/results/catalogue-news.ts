import type { Catalogue } from './results-page.ts';

/** Tells whether there is more to ask about than when the catalogue was looked at last: what is read changes more often than that. */
export class CatalogueNews {
  #known: string | undefined;

  take(catalogue: Catalogue | undefined): 'first' | 'more' | undefined {
    if (!catalogue) return undefined;
    const known = `${catalogue.ready} ${catalogue.indexed} ${catalogue.items}`;
    if (known === this.#known) return undefined;
    const isFirst = this.#known === undefined;
    this.#known = known;
    return isFirst ? 'first' : 'more';
  }
}
