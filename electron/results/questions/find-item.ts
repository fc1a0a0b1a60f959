import { Failure } from '../../../contract/failure.ts';
import type { Part, Shape, Snapshot } from '../catalogue/snapshot.ts';
import { fromItemId, type ItemAddress, notFound } from './item-id.ts';
import type { Selection } from './selection.ts';

/** Where an item is. */
export interface FoundItem {
  readonly part: Part;
  readonly place: number;
  readonly shape: Shape;
  readonly item: number;
}

/**
 * Finds an item by its id. If several have its name, the one at its place is meant; if none is at its place, the first of its name. Fails with `request.not-found`, and with
 * `request.invalid` when it is not of the kind that is wanted.
 */
export function findItem({ snapshot, parts }: Selection, id: string, kind: ItemAddress['kind']): FoundItem {
  const address = fromItemId(id);
  if (address.kind !== kind) throw new Failure('request.invalid', { problem: `${id} is no ${kind}` });
  let first: FoundItem | undefined;
  for (const part of parts) {
    if (part.run.name !== address.run) continue;
    for (const found of itemsNamed(snapshot, part, address)) {
      if (found.place === address.place && found.item === address.item) return found;
      first ??= found;
    }
  }
  if (!first) throw notFound(id);
  return first;
}

function* itemsNamed(snapshot: Snapshot, part: Part, { kind, module, name }: ItemAddress): Generator<FoundItem> {
  for (const [place, shapeId] of part.layout.entries()) {
    const shape = snapshot.shape(shapeId);
    const [nameNumber, moduleNumber] = [shape.texts.names.indexOf(name), shape.texts.modules.indexOf(module)];
    if (nameNumber < 0 || moduleNumber < 0) continue;
    for (let item = 0; item < shape.count; item++) {
      const isNamed = shape.nameNumber(item) === nameNumber && shape.moduleNumber(item) === moduleNumber;
      if (isNamed && shape.kind(item) === kind) yield { part, place, shape, item };
    }
  }
}
