import type { Redis } from 'ioredis';
import { redisKeys } from '../../../contract/queues.ts';

/*
 * Of the campaigns with waiting runs that are not paused: the highest priority, then the fewest runs going on (so that slots are shared evenly, however long the runs
 * of each are), then the longest not served. A campaign with nothing waiting or going on leaves the set; whoever adds runs puts it back after adding them.
 * In one script, since hundreds of runners ask at once. Reads BullMQ's own lists, so there is no count of ours that could be wrong.
 */
const script = `
local open = redis.call('ZREVRANGE', KEYS[1], 0, -1, 'WITHSCORES')
local best, bestPriority, bestActive, bestServed
for i = 1, #open, 2 do
  local id, priority = open[i], tonumber(open[i + 1])
  local queue = 'bull:run-' .. id .. ':'
  local waiting = redis.call('LLEN', queue .. 'wait') + redis.call('ZCARD', queue .. 'prioritized')
  local active = redis.call('LLEN', queue .. 'active')
  if redis.call('HEXISTS', queue .. 'meta', 'paused') == 0 then
    if waiting == 0 and active == 0 then
      redis.call('ZREM', KEYS[1], id)
      redis.call('HDEL', KEYS[2], id)
    elseif waiting > 0 then
      local served = tonumber(redis.call('HGET', KEYS[2], id) or '0')
      if not best or priority > bestPriority or (priority == bestPriority and
          (active < bestActive or (active == bestActive and served < bestServed))) then
        best, bestPriority, bestActive, bestServed = id, priority, active, served
      end
    end
  end
end
if best then
  redis.call('HSET', KEYS[2], best, redis.call('HINCRBY', KEYS[2], '', 1))
end
return best`;

/** The campaign whose turn it is on a free slot; undefined when there is nothing to do. */
export async function chooseCampaign(redis: Redis): Promise<string | undefined> {
  const chosen = await redis.eval(script, 2, redisKeys.openCampaigns, redisKeys.served);
  return typeof chosen === 'string' ? chosen : undefined;
}
