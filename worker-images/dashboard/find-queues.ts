import type { Redis } from 'ioredis';

const metaKey = /^bull:(.+):meta$/;

/** Names of all queues there are; every campaign has one of its own, so they come and go. */
export async function findQueues(redis: Redis): Promise<string[]> {
  const names = new Set<string>();
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', 'bull:*:meta', 'COUNT', 1000);
    for (const key of keys) names.add(metaKey.exec(key)?.[1] ?? '');
    cursor = next;
  } while (cursor !== '0');
  return [...names].filter(Boolean).sort();
}
