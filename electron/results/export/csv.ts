import { numberText } from './number-text.ts';
import type { Output } from './output.ts';

/** A field as RFC 4180 wants it: in quotes when it holds a comma, a quote or a line break. */
export function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number as OMNeT++'s tools write it to CSV. */
export function csvNumber(value: number): string {
  return Number.isFinite(value) ? numberText(value) : csvSpecial(value);
}

/** What is not finite. */
export function csvSpecial(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf';
}

/** Writes one record; fields are texts, which are quoted where they must be, and numbers. */
export function writeRecord(output: Output, fields: ReadonlyArray<string | number>): void {
  output.text(`${fields.map(field => (typeof field === 'number' ? csvNumber(field) : csvField(field))).join(',')}\n`);
}
