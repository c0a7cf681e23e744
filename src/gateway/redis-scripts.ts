/**
 * What Redis does in one piece. Times are Redis's own, in ms, so that the gateways' clocks need not
 * agree.
 */

const NOW = `local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)`;

/** KEYS value; → what is kept ("after:json") and its remaining life. */
export const RECALL = `return { redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1]) }`;

/** KEYS value, claim; ARGV token, life of the claim → kept, its life, who holds the claim ('' = you). */
export const TURN = `local kept = redis.call('GET', KEYS[1])
local life = redis.call('PTTL', KEYS[1])
if kept and life > tonumber(string.match(kept, '^(%d+):')) then return { kept, life, '' } end
local holder = redis.call('GET', KEYS[2])
if holder then return { false, 0, holder } end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return { false, 0, '' }`;

/** KEYS claim; ARGV token, life */
export const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`;

/** KEYS value, claim; ARGV token, kept, life */
export const KEEP = `redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return 1`;

/** KEYS claim; ARGV token, failure, life */
export const FAIL = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;

/** KEYS members; a gateway is among them while it is heard of. */
const PRESENT = `${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - tonumber(ARGV[2]))
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('PEXPIRE', KEYS[2], 600000)
local present = redis.call('ZCARD', KEYS[2])`;

/**
 * KEYS pool, members, window; ARGV gateway, silence, new pool, known pool, force, age… →
 * pool, joined, present, used
 */
export const JOIN = `local pool = redis.call('GET', KEYS[1])
if not pool then
  pool = ARGV[3]
end
redis.call('SET', KEYS[1], pool, 'PX', 600000)
if ARGV[4] ~= '' and ARGV[4] ~= pool and ARGV[5] ~= '1' then return { pool, 0, 0, 0 } end
${PRESENT}
for i = 6, #ARGV do
  redis.call('ZADD', KEYS[3], now - tonumber(ARGV[i]), ARGV[1] .. ' ' .. now .. ' ' .. i)
end
redis.call('PEXPIRE', KEYS[3], 180000)
return { pool, 1, present, redis.call('ZCOUNT', KEYS[3], now - 60000, '+inf') }`;

/**
 * KEYS pool, members, window, sequence; ARGV gateway, silence, pool, longest wait, minute, budget, replicas →
 * wait, used, present; nothing where the pool is another. The window holds when each request of the
 * last minute left, or will.
 */
export const RESERVE = `if redis.call('GET', KEYS[1]) ~= ARGV[3] then return false end
redis.call('PEXPIRE', KEYS[1], 600000)
${PRESENT}
local minute, budget = tonumber(ARGV[5]), tonumber(ARGV[6])
local gateways = math.max(tonumber(ARGV[7]), present)
local reserve = math.floor(budget / 10 / gateways)
local limit = math.floor((budget - reserve * gateways) * present / gateways)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', '(' .. now - minute)
local used = redis.call('ZCARD', KEYS[3])
local wait = 0
if limit < 1 then
  wait = minute
elseif used >= limit then
  local at = redis.call('ZRANGE', KEYS[3], used - limit, used - limit, 'WITHSCORES')[2]
  wait = math.max(0, at + minute - now)
end
if wait > tonumber(ARGV[4]) then return { wait, used, present } end
redis.call('ZADD', KEYS[3], now + wait, redis.call('INCR', KEYS[4]))
redis.call('PEXPIRE', KEYS[3], 180000)
redis.call('PEXPIRE', KEYS[4], 180000)
return { wait, used + 1, present }`;
