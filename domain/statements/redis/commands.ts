/** What Redis itself says of a command: one class each. */
export type CommandClass = "write" | "readonly" | "admin" | "other";

export type CommandRow = readonly [commandClass: CommandClass, keys: string, names: string];

/**
 * The commands of Redis 7.0 by class and by where their keys stand, written by
 * scripts/write-redis-commands.ts. Keys: access, where to begin (a place, or behind a word that is looked
 * for from a place on), and then `range` (last, step, limit) or `keynum` (place of the number, first, step).
 */
export const REDIS_COMMANDS: readonly CommandRow[] = [
  [
    "admin",
    "",
    `acl|deluser acl|dryrun acl|getuser acl|list acl|load acl|log acl|save acl|setuser acl|users
    bgrewriteaof bgsave client|kill client|list client|no-evict client|pause client|unblock
    client|unpause cluster|addslots cluster|addslotsrange cluster|bumpepoch
    cluster|count-failure-reports cluster|delslots cluster|delslotsrange cluster|failover
    cluster|flushslots cluster|forget cluster|meet cluster|replicas cluster|replicate
    cluster|reset cluster|saveconfig cluster|set-config-epoch cluster|setslot cluster|slaves
    config|get config|resetstat config|rewrite config|set debug failover latency|doctor
    latency|graph latency|histogram latency|history latency|latest latency|reset module|list
    module|load module|loadex module|unload monitor pfselftest psync replconf replicaof save
    shutdown slaveof slowlog|get slowlog|len slowlog|reset sync`,
  ],
  [
    "other",
    "",
    `acl acl|cat acl|genpass acl|help acl|whoami asking auth client client|caching client|getname
    client|getredir client|help client|id client|info client|reply client|setname client|tracking
    client|trackinginfo cluster cluster|countkeysinslot cluster|getkeysinslot cluster|help
    cluster|info cluster|keyslot cluster|links cluster|myid cluster|nodes cluster|shards
    cluster|slots command command|count command|docs command|getkeys command|getkeysandflags
    command|help command|info command|list config config|help discard echo exec function
    function|dump function|help function|kill function|list function|stats hello info lastsave
    latency latency|help memory memory|doctor memory|help memory|malloc-stats memory|purge
    memory|stats module module|help multi object object|help ping psubscribe publish pubsub
    pubsub|channels pubsub|help pubsub|numpat pubsub|numsub pubsub|shardchannels
    pubsub|shardnumsub punsubscribe quit readonly readwrite reset role script script|debug
    script|exists script|flush script|help script|kill script|load select slowlog slowlog|help
    spublish ssubscribe subscribe sunsubscribe time unsubscribe unwatch wait xgroup xgroup|help
    xinfo xinfo|help`,
  ],
  ["other", "r 1 range -1 1 0", `watch`],
  ["other", "w 2 keynum 0 1 1", `eval evalsha fcall`],
  ["readonly", "", `dbsize keys lolwut randomkey scan`],
  ["readonly", "r 1 keynum 0 1 1", `sintercard zdiff zinter zintercard zunion`],
  ["readonly", "r 1 range -1 1 0", `exists mget sdiff sinter sunion touch`],
  [
    "readonly",
    "r 1 range 0 1 0",
    `bitcount bitfield_ro bitpos dump expiretime geodist geohash geopos georadius_ro
    georadiusbymember_ro geosearch get getbit getrange hexists hget hgetall hkeys hlen hmget
    hrandfield hscan hstrlen hvals lindex llen lpos lrange pexpiretime pttl scard sismember
    smembers smismember sort_ro srandmember sscan strlen substr ttl type xlen xpending xrange
    xrevrange zcard zcount zlexcount zmscore zrandmember zrange zrangebylex zrangebyscore zrank
    zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore`,
  ],
  ["readonly", "r 1 range 1 1 0", `lcs`],
  ["readonly", "r 2 keynum 0 1 1", `eval_ro evalsha_ro fcall_ro`],
  [
    "readonly",
    "r 2 range 0 1 0",
    `memory|usage object|encoding object|freq object|idletime object|refcount xinfo|consumers
    xinfo|groups xinfo|stream`,
  ],
  ["readonly", "r streams:1 range -1 1 2", `xread`],
  ["readonly", "w 1 range -1 1 0", `pfcount`],
  [
    "write",
    "",
    `flushall flushdb function|delete function|flush function|load function|restore swapdb`,
  ],
  ["write", "r 1 range 0 1 0", `sort`],
  ["write", "r 1 range 0 1 0; w 2 range 0 1 0", `copy`],
  [
    "write",
    "r 1 range 0 1 0; w store:5 range 0 1 0; w storedist:5 range 0 1 0",
    `georadiusbymember`,
  ],
  ["write", "r 1 range 0 1 0; w store:6 range 0 1 0; w storedist:6 range 0 1 0", `georadius`],
  ["write", "r streams:4 range -1 1 2", `xreadgroup`],
  ["write", "w 1 keynum 0 1 1", `lmpop zmpop`],
  ["write", "w 1 range -1 1 0", `del unlink`],
  ["write", "w 1 range -1 2 0", `mset msetnx`],
  ["write", "w 1 range -2 1 0", `blpop brpop bzpopmax bzpopmin`],
  [
    "write",
    "w 1 range 0 1 0",
    `append bitfield decr decrby expire expireat geoadd getdel getex getset hdel hincrby hincrbyfloat
    hmset hset hsetnx incr incrby incrbyfloat linsert lpop lpush lpushx lrem lset ltrim move
    persist pexpire pexpireat pfadd psetex restore restore-asking rpop rpush rpushx sadd set
    setbit setex setnx setrange spop srem xack xadd xautoclaim xclaim xdel xsetid xtrim zadd
    zincrby zpopmax zpopmin zrem zremrangebylex zremrangebyrank zremrangebyscore`,
  ],
  ["write", "w 1 range 0 1 0; r 2 keynum 0 1 1", `zdiffstore zinterstore zunionstore`],
  ["write", "w 1 range 0 1 0; r 2 range -1 1 0", `pfmerge sdiffstore sinterstore sunionstore`],
  ["write", "w 1 range 0 1 0; r 2 range 0 1 0", `geosearchstore zrangestore`],
  [
    "write",
    "w 1 range 0 1 0; w 2 range 0 1 0",
    `blmove brpoplpush lmove rename renamenx rpoplpush smove`,
  ],
  ["write", "w 2 keynum 0 1 1", `blmpop bzmpop`],
  [
    "write",
    "w 2 range 0 1 0",
    `pfdebug xgroup|create xgroup|createconsumer xgroup|delconsumer xgroup|destroy xgroup|setid`,
  ],
  ["write", "w 2 range 0 1 0; r 3 range -1 1 0", `bitop`],
  ["write", "w 3 range 0 1 0; w keys:-2 range -1 1 0", `migrate`],
];
