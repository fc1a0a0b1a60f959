import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { SourceDocument, SourcePart } from '../../../contract/queues.ts';
import { hastily } from '../../../worker-images/worker/store/patiently.ts';
import { insertKnown, storeFiles } from '../../../worker-images/worker/store/store-files.ts';
import { bundlePart, commitParts, listSent, type PackedPart, rememberSent } from '../git/pack-snapshot.ts';
import type { Snapshot } from '../git/snapshots.ts';
import type { SwarmConnection } from './swarm-connection.ts';

// Longer chains save little and take the builder longer to read after a loss.
const longestChain = 20;

/** Sends a snapshot's files to the swarm, only what it does not have; answers with what the builder needs to know of them. */
export async function sendSource(
  connection: SwarmConnection,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<SourcePart[]> {
  const parts = await commitParts(snapshot, signal);
  for (const part of parts) await sendPart(connection, part, signal);
  return parts.map(({ path, commit }) => ({ path, commit }));
}

async function sendPart({ collections }: SwarmConnection, part: PackedPart, signal: AbortSignal): Promise<void> {
  const { sources, sourcePacks } = collections;
  if (await sources.findOne({ _id: part.commit })) return;
  const base = await findBase(sources, part);
  const bundle = await bundlePart(part, base?._id, signal);
  try {
    // Git may pack the same twice in two ways, so each sending has a name of its own.
    const id = `${part.commit}/${randomUUID()}`;
    const file = { id, absolute: bundle, path: `${part.commit}.bundle`, modifiedAt: 0 };
    const [stored] = await storeFiles(sourcePacks, [file], signal, hastily);
    if (!stored) throw new Error('no source was stored');
    const document: SourceDocument = {
      _id: part.commit,
      depth: (base?.depth ?? 0) + 1,
      bundle: stored,
      ...(base ? { needs: base._id } : {}),
    };
    await insertKnown(sources, [document], signal, hastily);
    await rememberSent(part);
  } finally {
    await rm(bundle, { force: true });
  }
}

/** The latest commit that the swarm has and that this one can be told as a change of. */
async function findBase(sources: SwarmConnection['collections']['sources'], part: PackedPart) {
  for (const commit of await listSent(part)) {
    const found = await sources.findOne({ _id: commit });
    if (found) return found.depth < longestChain ? found : undefined;
  }
  return undefined;
}
