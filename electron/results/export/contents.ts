import type { CataloguedRun, Part, Shape, Snapshot } from '../catalogue/snapshot.ts';
import { widths } from '../files/segments.ts';
import { type Statistic, statisticAt } from '../files/statistics.ts';
import type { HistogramBins, ItemKey, ItemKind, RunHeader } from '../model.ts';
import { readBins } from '../questions/read-bins.ts';
import { segmentNumbers, segmentTexts } from '../questions/segment-data.ts';
import { runAttributes, runConfig, type Selection } from '../questions/selection.ts';
import { type VectorNumbers, vectorAt } from '../series/sample-reader.ts';

/** What an item holds, by kind. */
interface ItemValues {
  readonly scalar: number;
  readonly parameter: string;
  readonly statistic: { readonly statistic: Statistic };
  readonly histogram: { readonly statistic: Statistic; readonly bins: HistogramBins };
  readonly vector: VectorNumbers;
}

/** An item with all it holds. */
export interface ExportedItem<Kind extends ItemKind> {
  readonly part: Part;
  readonly key: ItemKey;
  readonly value: ItemValues[Kind];
}

/** Parts in which something is selected, by run, in the order of the files. */
export function selectedRuns(selection: Selection): ReadonlyMap<CataloguedRun, readonly Part[]> {
  const runs = new Map<CataloguedRun, Part[]>();
  for (const part of selection.parts) {
    if (!part.layout.some(shape => selection.matches(shape).some(match => match.accepts(part)))) continue;
    const parts = runs.get(part.run);
    if (parts) parts.push(part);
    else runs.set(part.run, [part]);
  }
  return runs;
}

/** A run's header out of the catalogue. */
export function headerOf(snapshot: Snapshot, run: CataloguedRun): RunHeader {
  return {
    name: run.name,
    attributes: runAttributes(snapshot, run.id),
    iterationVariables: Object.fromEntries(run.iterations),
    config: runConfig(snapshot, run.id),
  };
}

/** The kinds that are selected anywhere. */
export function selectedKinds(selection: Selection): ReadonlySet<ItemKind> {
  const kinds = new Set<ItemKind>();
  for (const [shapeId, parts] of selection.partsByShape()) {
    for (const { shape, items, accepts } of selection.matches(shapeId))
      if (parts.some(accepts)) for (const item of items) kinds.add(shape.kind(item));
  }
  return kinds;
}

/** The selected items of one kind in one part. */
export function* itemsOf<Kind extends ItemKind>(
  selection: Selection,
  part: Part,
  kind: Kind,
): Generator<ExportedItem<Kind>> {
  for (const [place, shapeId] of part.layout.entries()) {
    const items = selection
      .matches(shapeId)
      .filter(match => match.accepts(part))
      .flatMap(match => match.items.filter(item => match.shape.kind(item) === kind));
    if (items.length === 0) continue;
    const shape = selection.snapshot.shape(shapeId);
    const read = readerOf(selection.snapshot, part, place, shape);
    for (const item of items.sort((a, b) => a - b))
      yield { part, key: shape.key(item), value: read(item) as ItemValues[Kind] };
  }
}

function readerOf(snapshot: Snapshot, part: Part, place: number, shape: Shape): (item: number) => ItemValues[ItemKind] {
  if (shape.group === 'parameter') {
    const texts = segmentTexts(snapshot, shape.id, part, place);
    return item => texts[item] ?? '';
  }
  const numbers = segmentNumbers(snapshot, shape.id, part, place);
  if (shape.group === 'scalar') return item => numbers[item]!;
  if (shape.group === 'vector') return item => vectorAt(numbers, item * widths.vector);
  return item => {
    const { binsAt, binsLength, ...statistic } = statisticAt(numbers, item * widths.statistic);
    return binsLength === 0 ? { statistic } : { statistic, bins: readBins(snapshot, part, binsAt, binsLength) };
  };
}
