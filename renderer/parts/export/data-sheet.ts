/** Numbers and texts in columns: what a chart's data is exported as. */
export interface DataSheet {
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<ReadonlyArray<number | string | undefined>>;
}

/** Writes a sheet as comma-separated values (RFC 4180), numbers with all their digits. */
export function toCsv({ columns, rows }: DataSheet): string {
  return [columns, ...rows]
    .map(row => row.map(toField).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** Writes a sheet as JSON, an object for every row; what is no number there (NaN, infinity) is a text. */
export function toJson({ columns, rows }: DataSheet): string {
  const objects = rows.map(row =>
    Object.fromEntries(columns.map((column, index) => [column, toJsonValue(row[index])])),
  );
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}

function toField(value: number | string | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toJsonValue(value: number | string | undefined): number | string | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
