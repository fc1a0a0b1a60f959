import type { ReactNode } from 'react';
import classes from './simple-table.module.css';

/** How a column of a small table looks and what it shows of a row. */
export interface SimpleColumn<Row> {
  readonly header: string;
  readonly align?: 'end';
  cell(row: Row): ReactNode;
}

/** A table of some dozens of rows at most; the first column names the row. */
export function SimpleTable<Row>({
  label,
  columns,
  rows,
  idOf,
}: {
  label: string;
  columns: ReadonlyArray<SimpleColumn<Row>>;
  rows: readonly Row[];
  idOf: (row: Row) => string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.frame} aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ header, align }) => (
              <th key={header} scope="col" data-align={align}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={idOf(row)}>
              {columns.map(({ header, align, cell }, index) =>
                index === 0 ? (
                  <th key={header} scope="row" data-align={align}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={header} data-align={align}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
