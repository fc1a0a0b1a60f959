import { describe, expect, it } from 'vitest';
import { isAllowed } from './allowed-changes.ts';

describe('the dashboard', () => {
  it.each([
    ['GET', '/api/queues'],
    ['GET', '/queue/run'],
    ['PUT', '/api/queues/pause'],
    ['PUT', '/api/queues/resume'],
    ['PUT', '/api/queues/run/pause'],
    ['PUT', '/api/queues/run/resume'],
    ['PUT', '/api/queues/run/retry/failed'],
    ['PUT', '/api/queues/run/clean/completed'],
    ['PUT', '/api/queues/run/17/retry'],
    ['PUT', '/api/queues/run/17/clean'],
  ])('lets %s %s through', (method, path) => expect(isAllowed(method, path)).toBe(true));

  it.each([
    ['POST', '/api/queues/run/add'],
    ['PUT', '/api/queues/run/obliterate'],
    ['PUT', '/api/queues/run/empty'],
    ['PUT', '/api/queues/run/promote'],
    ['PUT', '/api/queues/run/concurrency'],
    ['PUT', '/api/queues/run/rate-limit'],
    ['PUT', '/api/queues/run/rate-limit/release'],
    ['PUT', '/api/queues/run/17/promote'],
    ['PUT', '/api/queues/run/17/remove-unprocessed-children'],
    ['PUT', '/api/queues/run/job-schedulers/x/remove'],
    ['PATCH', '/api/queues/run/17/update-data'],
    ['PATCH', '/api/queues/run/17/priority'],
    ['DELETE', '/api/queues/run'],
    ['PUT', '/api/queues/run/../run/obliterate'],
  ])('refuses %s %s', (method, path) => expect(isAllowed(method, path)).toBe(false));
});
