import type { Collection, Filter, OptionalUnlessRequiredId, WithId } from 'mongodb';
import { isDuplicate, patiently } from '../store/patiently.ts';

/**
 * Inserts a document under an id that can exist only once; answers with what is there instead when somebody else was first. The database decides, so this is how two
 * that cannot see each other agree. A document of the same token is our own, from before a torn connection.
 */
export async function insertOnce<D extends { readonly _id: string; readonly token?: string }>(
  collection: Collection<D>,
  document: D,
  signal?: AbortSignal,
): Promise<D | undefined> {
  return patiently(async () => {
    try {
      await collection.insertOne(document as OptionalUnlessRequiredId<D>);
      return undefined;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const there: WithId<D> | null = await collection.findOne({ _id: document._id } as Filter<D>);
    // Removed in between, with its campaign: nobody is first any more.
    if (!there) return document;
    return there.token !== undefined && there.token === document.token ? undefined : (there as unknown as D);
  }, signal);
}
