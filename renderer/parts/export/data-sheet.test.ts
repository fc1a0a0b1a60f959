import { describe, expect, it } from 'vitest';
import { toCsv, toJson } from './data-sheet.ts';
import { toFileName } from './download.ts';

const sheet = {
  columns: ['line', 'value'],
  rows: [
    ['load=0.5, "fifo"', 0.1 + 0.2],
    ['x', undefined],
    ['y', Number.NaN],
  ],
};

describe('a sheet', () => {
  it('as CSV quotes what needs it and keeps all digits', () => {
    expect(toCsv(sheet)).toBe('line,value\r\n"load=0.5, ""fifo""",0.30000000000000004\r\nx,\r\ny,NaN\r\n');
  });

  it('as JSON has an object for every row and says what is no number', () => {
    expect(JSON.parse(toJson(sheet))).toEqual([
      { line: 'load=0.5, "fifo"', value: 0.30000000000000004 },
      { line: 'x' },
      { line: 'y', value: 'NaN' },
    ]);
  });
});

describe('the name of a file', () => {
  it('holds nothing that a system refuses', () => {
    expect(toFileName('queueLength:timeavg over "load"/x', 'csv')).toBe('queueLength-timeavg-over-load-x.csv');
    expect(toFileName('???', 'png')).toBe('chart.png');
  });
});
