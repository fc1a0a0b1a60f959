import { Failure } from '../../../contract/failure.ts';
import type { Part, Snapshot } from '../catalogue/snapshot.ts';
import { newToken, readToken, tokenText } from '../files/tokens.ts';
import { lineEnd, nextLine } from '../files/vector-lines.ts';

const select = 'SELECT data FROM segment WHERE shape = ? AND part = ? AND place = ?';

/** The numbers of one segment. Fails with `results.changed` when the file was read anew in the meantime. */
export function segmentNumbers(snapshot: Snapshot, shape: number, part: Part, place: number): Float64Array {
  return toNumbers(segmentBlob(snapshot, shape, part, place));
}

/** The texts of a segment of parameters. */
export function segmentTexts(snapshot: Snapshot, shape: number, part: Part, place: number): string[] {
  const bytes = segmentBlob(snapshot, shape, part, place);
  const texts: string[] = [];
  const token = newToken();
  for (let line = 0; line < bytes.length; line = nextLine(bytes, line, bytes.length)) {
    token.at = line;
    texts.push(readToken(bytes, token, lineEnd(bytes, line, bytes.length)) ? tokenText(bytes, token) : '');
  }
  return texts;
}

function segmentBlob({ catalogue }: Snapshot, shape: number, part: Part, place: number): Uint8Array {
  const data = catalogue.statement(select).get(shape, part.id, place)?.data;
  if (data instanceof Uint8Array) return data;
  throw new Failure('results.changed', { path: part.path });
}

/** The numbers in a blob. */
export function toNumbers(blob: Uint8Array): Float64Array {
  if (blob.byteOffset % 8 === 0) return new Float64Array(blob.buffer, blob.byteOffset, blob.byteLength / 8);
  return new Float64Array(blob.slice().buffer);
}

/** All segments of a shape, by the id of their part. */
export function* segmentsOfShape(
  { catalogue }: Snapshot,
  shape: number,
): Generator<[part: number, data: Float64Array]> {
  const rows = catalogue
    .statement('SELECT part, data FROM segment WHERE shape = ? ORDER BY part, place')
    .iterate(shape);
  for (const row of rows) if (row.data instanceof Uint8Array) yield [Number(row.part), toNumbers(row.data)];
}
