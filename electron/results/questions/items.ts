import type { ResultItem } from '../../../contract/results.ts';
import type { Part, Shape, Snapshot } from '../catalogue/snapshot.ts';
import { vectorFields, widths } from '../files/segments.ts';
import { statisticAt } from '../files/statistics.ts';
import { toItemId } from './item-id.ts';
import { segmentNumbers, segmentTexts } from './segment-data.ts';
import type { Selection } from './selection.ts';

/** One page of a selection's items, run by run in the order of the files, and how many there are in all. */
export function listItems(selection: Selection, offset: number, limit: number): { items: ResultItem[]; total: number } {
  const items: ResultItem[] = [];
  let total = 0;
  for (const part of selection.parts) {
    for (const [place, shapeId] of part.layout.entries()) {
      const wanted = selection
        .matches(shapeId)
        .filter(match => match.accepts(part))
        .flatMap(match => match.items);
      const first = Math.max(offset - total, 0);
      const last = Math.min(offset + limit - total, wanted.length);
      total += wanted.length;
      if (first >= last) continue;
      const page = wanted.sort((a, b) => a - b).slice(first, last);
      items.push(...describeItems(selection.snapshot, part, place, selection.snapshot.shape(shapeId), page));
    }
  }
  return { items, total };
}

function describeItems(
  snapshot: Snapshot,
  part: Part,
  place: number,
  shape: Shape,
  items: readonly number[],
): ResultItem[] {
  const values = valuesOf(snapshot, part, place, shape);
  return items.map(item => {
    const { kind, module, name, attributes } = shape.key(item);
    const { unit, title } = attributes;
    return {
      id: toItemId({ kind, run: part.run.name, module, name, place, item }),
      type: kind,
      run: part.run.name,
      module,
      name,
      ...values(item),
      ...(unit === undefined ? {} : { unit }),
      ...(title === undefined ? {} : { title }),
    };
  });
}

function valuesOf(
  snapshot: Snapshot,
  part: Part,
  place: number,
  shape: Shape,
): (item: number) => { value?: number; text?: string } {
  if (shape.group === 'parameter') {
    const texts = segmentTexts(snapshot, shape.id, part, place);
    return item => ({ text: texts[item] ?? '' });
  }
  const numbers = segmentNumbers(snapshot, shape.id, part, place);
  const width = widths[shape.group];
  if (shape.group === 'scalar') return item => describeValue(numbers[item]!);
  if (shape.group === 'statistic') return item => describeValue(statisticAt(numbers, item * width).mean);
  return item => {
    // Databases of runs that have not ended do not tell how many samples a vector has.
    const count = numbers[item * width + vectorFields.indexOf('count')]!;
    return Number.isNaN(count) ? {} : { value: count };
  };
}

// A number as an answer carries it: what is not finite as text, since JSON has no word for it.
function describeValue(value: number): { value?: number; text?: string } {
  if (Number.isFinite(value)) return { value };
  return { text: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' };
}
