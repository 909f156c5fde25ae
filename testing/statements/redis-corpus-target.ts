import { z } from "zod";
import type { RedisTarget } from "../redis-target";

const LIBRARY =
  "#!lua name=corpus\\n" +
  "redis.register_function('wipe', function() redis.call('FLUSHDB') end)\\n" +
  "redis.register_function{function_name='look', callback=function() return 1 end, flags={'no-writes'}}";

/** The keys, the code and the people that the corpus of Redis is about. */
const SEED = `FLUSHALL
FUNCTION FLUSH
FUNCTION LOAD "${LIBRARY}"
CONFIG SET maxmemory-policy noeviction dbfilename dump.rdb
ACL DELUSER made
ACL SETUSER reader reset on >reader allkeys +@all
MSET a 1 b 2 session:1 x session:2 y
SET token t EXAT 4102444800
HSET user:1 name Ada age 36
HSET user:2 name Ben age 40
RPUSH queue 3 1 2
SADD tags red blue
SADD others red
ZADD scores 1 ada 2 ben
GEOADD places 13.361389 38.115556 x 15.087269 37.502669 y
XADD log 1-1 f v
XGROUP CREATE log readers 0
PFADD visitors a b c
SELECT 1
SET other 1`;

export function seedCorpus(server: RedisTarget): void {
  server.cli(SEED);
}

/** All keys of all databases with their times as one digest, and the names of the first one. */
const DIGEST = `local all = {}
for db = 0, 15 do
  redis.call('SELECT', db)
  local keys = redis.call('KEYS', '*')
  table.sort(keys)
  for _, key in ipairs(keys) do
    table.insert(all, db .. ' ' .. key .. ' ' .. redis.call('DUMP', key) .. redis.call('PEXPIRETIME', key))
  end
end
redis.call('SELECT', 0)
return redis.sha1hex(table.concat(all, '\\n'))`;
const DIGEST_LINE = `EVAL "${DIGEST.replaceAll("\n", "\\n").replaceAll("'\\n'", "'\\\\n'")}" 0`;

export interface Snapshot {
  /** Of everything; equal when nothing changed. */
  readonly all: string;
  /** Names of the keys of the first database. */
  readonly keys: ReadonlySet<string>;
}

export function snapshot(server: RedisTarget): Snapshot {
  const people = server.cli(`${DIGEST_LINE}\nACL LIST\nFUNCTION LIST WITHCODE`);
  const settings = z
    .record(z.string(), z.string())
    .parse(JSON.parse(server.cli("CONFIG GET *", { json: true })));
  const keys = z.array(z.string()).parse(JSON.parse(server.cli("KEYS *", { json: true })));
  // The server tells its settings in an order of the moment.
  const inOrder = Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1));
  return { all: JSON.stringify([people, inOrder]), keys: new Set(keys) };
}
