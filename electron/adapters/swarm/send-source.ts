import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { SourceDocument, SourcePart } from '../../../contract/queues.ts';
import { hastily } from '../../../worker-images/worker/store/patiently.ts';
import { insertKnown, storeFiles } from '../../../worker-images/worker/store/store-files.ts';
import {
  bundleCommit,
  commitPart,
  hasCommit,
  listSent,
  type PackablePart,
  rememberSent,
} from '../git/pack-snapshot.ts';
import type { Snapshot } from '../git/snapshots.ts';
import type { SwarmConnection } from './swarm-connection.ts';

// Longer chains save little and take the builder longer to read after a loss.
const longestChain = 20;

/** Sends a snapshot's files to the swarm, only what it does not have; answers with what the builder needs to know of them. */
export async function sendSource(
  connection: SwarmConnection,
  { parts }: Snapshot,
  signal: AbortSignal,
): Promise<SourcePart[]> {
  for (const part of parts) await sendPart(connection, part, signal);
  return parts.map(({ path, tree }) => ({ path, tree }));
}

async function sendPart({ collections }: SwarmConnection, part: PackablePart, signal: AbortSignal): Promise<void> {
  const { sources, sourcePacks } = collections;
  if (await sources.findOne({ _id: part.tree })) return;
  const base = await findBase(sources, part, signal);
  const commit = await commitPart(part, base?.commit, signal);
  const bundle = await bundleCommit(part, commit, base?.commit, signal);
  try {
    // Git may pack the same twice in two ways, so each sending has a name of its own.
    const file = { id: `${part.tree}/${randomUUID()}`, absolute: bundle, path: `${part.tree}.bundle`, modifiedAt: 0 };
    const [stored] = await storeFiles(sourcePacks, [file], signal, hastily);
    if (!stored) throw new Error('no source was stored');
    const document: SourceDocument = {
      _id: part.tree,
      commit,
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

/** The latest tree that both the swarm and this computer have, so that this one can be told as a change of it. */
async function findBase(
  sources: SwarmConnection['collections']['sources'],
  part: PackablePart,
  signal: AbortSignal,
): Promise<SourceDocument | undefined> {
  for (const tree of await listSent(part)) {
    const found = await sources.findOne({ _id: tree });
    if (!found || !(await hasCommit(part, found.commit, signal))) continue;
    return found.depth < longestChain ? found : undefined;
  }
  return undefined;
}
