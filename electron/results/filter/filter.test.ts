import { describe, expect, it } from 'vitest';
import { Failure } from '../../../contract/failure.ts';
import type { ItemKey } from '../model.ts';
import { applyToItem, applyToRun } from './apply-filter.ts';
import { parseFilter } from './parse-filter.ts';
import { parsePattern } from './pattern.ts';

describe('a pattern', () => {
  it.each([
    ['queue', 'queue', true],
    ['queue', 'Queue', false],
    ['queue', 'queues', false],
    ['q?eue', 'queue', true],
    ['?', '.', true],
    ['Net.*', 'Net.host[3].app', true],
    ['**.app', 'Net.host[3].app', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbY', false],
    ['host{a-c}', 'hostb', true],
    ['host{a-c}', 'hostd', false],
    ['host{^a-c}', 'hostd', true],
    ['x{}ab}', 'x}', true],
    ['{a-z0-9}{a-z0-9}', 'q7', true],
    ['host{5..10}', 'host7', true],
    ['host{5..10}', 'host11', false],
    ['host{5..}', 'host500', true],
    ['host{..5}x', 'host5x', true],
    ['host{..5}x', 'host50x', false],
    ['host[5..10].x', 'host[10].x', true],
    ['host[5..10].x', 'host[4].x', false],
    ['host[*].x', 'host[4].x', true],
    ['*[5..8]', 'Net.host[6]', true],
    ['[1..2]', '[2]', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['{1..3}*', '2x', true],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(parsePattern(pattern)(text)).toBe(expected);
  });

  it('takes no longer for many stars', () => {
    expect(parsePattern(`${'*a'.repeat(40)}b`)('a'.repeat(2000))).toBe(false);
  });
});

const item: ItemKey = {
  kind: 'histogram',
  module: 'Net.queue[2]',
  name: 'queueing time:histogram',
  attributes: { unit: 's', title: 'queueing time' },
};
const run: Readonly<Record<string, string>> = {
  run: 'Config-3-2026',
  file: 'Config-3.sca',
  'itervar:load': '0.5',
  'runattr:configname': 'Config',
  'config:sim-time-limit': '100s',
};

function matches(filter: string): boolean {
  const parsed = parseFilter(filter);
  return parsed === undefined || applyToRun(applyToItem(parsed, item), field => run[field] ?? '');
}

describe('a filter', () => {
  it.each([
    ['"queueing time:*"', true],
    ['name =~ "queueing time:*"', true],
    ['name=~"queueing time:*"', true],
    ['name =~ queueing', false],
    ['module =~ **.queue[*] AND type =~ histogram', true],
    ['module=~Net.queue[2] and(type=~scalar or type=~histogram)', true],
    ['NOT type =~ scalar', true],
    ['not (type =~ histogram)', false],
    ['type =~ scalar OR type =~ vector OR attr:unit =~ s', true],
    ['type =~ scalar OR type =~ histogram AND attr:unit =~ m', false],
    ['(type =~ scalar OR type =~ histogram) AND attr:unit =~ s', true],
    ['attr:nothing =~ ""', true],
    ['attr:constructor =~ *', true],
    ['attr:constructor =~ ?*', false],
    ['isfield =~ false', true],
    ['run =~ Config-*', true],
    ['file =~ *.sca', true],
    ['file =~ *.vec', false],
    ['itervar:load =~ 0.5 AND runattr:configname =~ Config', true],
    ['itervar:load =~ 0.6 OR config:sim-time-limit =~ 100s', true],
    ['NOT itervar:load =~ 0.5', false],
    ['   ', true],
  ])('%s: %s', (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });

  it.each([
    ['name =~', 7, 'a pattern is missing here'],
    ['queue time', 6, 'AND or OR is missing here'],
    ['(queue', 6, 'a parenthesis is not closed'],
    ['queue)', 5, 'AND or OR is missing here'],
    ['NOT NOT queue', 4, 'a pattern is missing here'],
    ['AND', 0, 'a pattern is missing here'],
    ['nme =~ queue', 0, 'nme is no field'],
    ['name =~ "queue', 8, 'a quote is not closed'],
    ['a OR name =~ {a', 13, 'a { is not closed'],
    ['name =~ "a\\.b"', 8, '\\. means nothing inside quotes; a backslash is \\\\'],
  ])('%s is told to be wrong at %i', (filter, position, problem) => {
    const failure = (() => {
      try {
        return parseFilter(filter);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'results.filter-invalid', details: { filter, position, problem } });
  });
});
