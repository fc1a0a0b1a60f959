import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextTable } from './text-table.ts';

it('the same text has the same number, and different texts have different ones', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 3000 }), texts => {
      const table = new TextTable();
      const numbers = new Map<string, number>();
      for (const text of texts) {
        const bytes = Buffer.from(`<${text}>`);
        const number = table.numberOf(bytes, 1, bytes.length - 1);
        expect(numbers.get(text) ?? number).toBe(number);
        numbers.set(text, number);
        expect(Buffer.from(table.bytesOf(number)).toString()).toBe(text);
      }
      expect(new Set(numbers.values()).size).toBe(numbers.size);
    }),
    { numRuns: 30 },
  );
});

it('grows with its texts', () => {
  const table = new TextTable();
  const name = (index: number) => Buffer.from(`Net.host[${index}].app[${index % 7}]`);
  const numbers = Array.from({ length: 20_000 }, (_, index) => table.numberOf(name(index), 0, name(index).length));
  expect(new Set(numbers).size).toBe(20_000);
  expect(Array.from({ length: 20_000 }, (_, index) => table.numberOf(name(index), 0, name(index).length))).toEqual(
    numbers,
  );
});
