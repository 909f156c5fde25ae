import { accessReviews, apiKeys } from "./large-upkeep";
import { AUDIT_EVENTS, FIRST_NAMES, LAST_NAMES, STATEMENTS, SYSTEMS, TEAMS } from "./large-words";
import { seedId as id, type SeedStep } from "./scenario";

/** How many of each there will be. */
export interface LargeSizes {
  readonly people: number;
  readonly groups: number;
  readonly connections: number;
  readonly sessions: number;
  readonly apiKeys: number;
  readonly accessReviews: number;
  readonly auditEvents: number;
}

/** What the lists must stay quick with. */
export const LARGE: LargeSizes = {
  people: 10_000,
  groups: 500,
  connections: 2_000,
  sessions: 50_000,
  apiKeys: 2_000,
  accessReviews: 1_000,
  auditEvents: 1_000_000,
};

/** One of an array, and a number from 1: what comes first comes more often, the more so the steeper. */
const oneOf = (array: string) => `(${array})[1 + floor(random() * cardinality(${array}))::int]`;
const skewed = (count: string, steepness: number) =>
  `1 + floor(${count} * power(random(), ${steepness}))::int`;
const FROM_ADDRESS = `'10.' || floor(random() * 250)::int || '.' || floor(random() * 250)::int || '.7 Mozilla/5.0'`;

/** A large organisation after a year. Nobody of it can sign in, and no connection of it leads anywhere. */
export function largeScenario(sizes: LargeSizes = LARGE): readonly SeedStep[] {
  return [
    ...people(sizes),
    ...groups(sizes),
    ...connections(sizes),
    ...sessions(sizes),
    ...apiKeys(sizes),
    ...accessReviews(sizes),
    auditTrail(sizes),
  ];
}

function people({ people: count }: LargeSizes): SeedStep[] {
  const words = (array: string, index: string) =>
    `regexp_match((${array})[1 + (${index}) % cardinality(${array})], '^(.*) ([a-z]+)$')`;
  return [
    {
      what: "people",
      sql: `INSERT INTO "user" (id, name, email, status, source, "createdAt", "lastSeenAt")
        SELECT ${id("usr", "n")}, first[1] || ' ' || last[1],
          first[2] || '.' || last[2] || n || '@corp.example',
          CASE WHEN n % 25 = 0 THEN 'inactive' ELSE 'active' END,
          CASE WHEN n % 10 < 7 THEN 'idp' ELSE 'local' END,
          now() - interval '3 years' * random(),
          CASE WHEN n % 20 = 3 THEN NULL
            ELSE date_trunc('milliseconds', now() - interval '60 days' * power(random(), 3)) END
        FROM generate_series(1, $1::int) n,
          LATERAL ${words("$2::text[]", "n * 7")} AS first,
          LATERAL ${words("$3::text[]", "n / 31")} AS last`,
      values: [count, FIRST_NAMES, LAST_NAMES],
    },
    {
      what: "identities",
      sql: `INSERT INTO identity (issuer, subject, "userId")
        SELECT 'https://login.corp.example', 'subject-' || id, id FROM "user"
        WHERE source = 'idp' AND id LIKE 'usr_seed%'`,
      values: [],
    },
  ];
}

function groups({ people: count, groups: groupCount }: LargeSizes): SeedStep[] {
  return [
    {
      what: "groups",
      sql: `INSERT INTO "group" (id, name, source, "createdAt")
        SELECT ${id("grp", "n")},
          CASE WHEN n % 50 = 0 THEN 'approver-' ELSE '' END
            || ($2::text[])[1 + n % cardinality($2::text[])] || '-' || lpad(n::text, 3, '0'),
          CASE WHEN n % 5 < 3 THEN 'idp' ELSE 'local' END, now() - interval '3 years' * random()
        FROM generate_series(1, $1::int) n`,
      values: [groupCount, TEAMS],
    },
    {
      what: "memberships",
      sql: `INSERT INTO membership ("userId", "groupId", source)
        SELECT DISTINCT chosen."userId", g.id, g.source FROM (
          SELECT ${id("usr", "n")} AS "userId", ${skewed("$2::int", 3)} AS number
          FROM generate_series(1, $1::int) n, LATERAL generate_series(1, ${skewed("8", 2)} + 0 * n)
        ) chosen JOIN "group" g ON g.id = ${id("grp", "chosen.number")}`,
      values: [count, groupCount],
    },
  ];
}

const AGENTS = 4;

function connections({ connections: count, groups: groupCount }: LargeSizes): SeedStep[] {
  return [
    {
      what: "agents",
      sql: `INSERT INTO agent (id, name, "keyHash", version, hostname, "lastSeenAt")
        SELECT ${id("agt", "n")}, 'site-' || n, encode(sha256(('site ' || n)::bytea), 'hex'),
          '0.1.0', 'agent' || n || '.corp.example', now() - interval '1 day'
        FROM generate_series(1, $1::int) n`,
      values: [AGENTS],
    },
    {
      what: "connections",
      // The secret is a box's length of zeros: nothing opens it.
      sql: `INSERT INTO connection (id, name, kind, description, settings, secret, "agentId", tags,
          modes, "readOnly", "rowsMax", "bytesMax", "durationSecondsMax")
        SELECT ${id("con", "n")}, env || '-' || system || '-' || lpad(n::text, 4, '0'), 'postgres',
          initcap(system) || ' of ' || team || ', ' || env,
          jsonb_build_object('host', system || n || '.db.corp.example', 'port', 5432,
            'database', system, 'username', 'app', 'tls', 'require', 'tlsAuthority', ''),
          decode(repeat('00', 64), 'hex'), ${id("agt", `1 + n % ${AGENTS}`)},
          jsonb_build_object('env', env, 'team', team),
          CASE WHEN n % 10 = 0 THEN ARRAY['native'] WHEN n % 3 = 0 THEN ARRAY['native', 'web']
            ELSE ARRAY['runbooks', 'web'] END,
          env = 'prod', 1000000, 1073741824, 300
        FROM generate_series(1, $1::int) n,
          LATERAL (SELECT ($2::text[])[1 + n % 3] AS env, ($3::text[])[1 + n % 16] AS system,
            ($4::text[])[1 + (n / 7) % 16] AS team) words`,
      values: [count, ["prod", "staging", "dev"], SYSTEMS, TEAMS],
    },
    {
      what: "access groups of connections",
      sql: `INSERT INTO connection_access ("connectionId", "groupId")
        SELECT DISTINCT ${id("con", "n")}, ${id("grp", skewed("$2::int", 2))}
        FROM generate_series(1, $1::int) n, LATERAL generate_series(1, ${skewed("6", 2)} + 0 * n)`,
      values: [count, groupCount],
    },
  ];
}

function sessions({
  sessions: count,
  people: owners,
  connections: targets,
}: LargeSizes): SeedStep[] {
  return [
    {
      what: "sessions",
      sql: `INSERT INTO session (id, "ownerId", "ownerName", "ownerEmail", "connectionId",
          "connectionName", "connectionVersion", kind, mode, verb, state, statement, "startedAt",
          "endedAt", rows, bytes, masked, "maskedTotal", risk, "riskReasons", origin, "agentId",
          "gatewayId")
        SELECT ${id("ses", "n")}, u.id, u.name, u.email, c.id, c.name, 1, 'postgres', 'web',
          'one-off', states[1 + n % cardinality(states)], statement || n, started,
          started + interval '1 millisecond' * floor(30000 * power(random(), 6)),
          rows, rows * 80, CASE WHEN hits > 0 THEN jsonb_build_object('email', hits) ELSE '{}' END,
          hits, CASE WHEN statement ~ '^(UPDATE|DELETE)' THEN 'medium' ELSE 'low' END, '{}',
          ${FROM_ADDRESS}, c."agentId", 'gtw_seed'
        FROM (SELECT n, ${skewed("$2::int", 2)} AS owner, ${skewed("$3::int", 2)} AS target,
            ${oneOf("$4::text[]")} AS statement, $5::text[] AS states,
            floor(1000 * power(random(), 4))::int AS rows,
            CASE WHEN n % 5 = 0 THEN 1 + n % 90 ELSE 0 END AS hits,
            -- The gateway's clock has milliseconds.
            date_trunc('milliseconds', now() - interval '365 days' * random()) AS started
          FROM generate_series(1, $1::int) n) drawn
        JOIN "user" u ON u.id = ${id("usr", "drawn.owner")}
        JOIN connection c ON c.id = ${id("con", "drawn.target")}`,
      values: [count, owners, targets, STATEMENTS, [...Array<string>(20).fill("done"), ...ENDS]],
    },
    {
      what: "recordings",
      sql: `INSERT INTO recording ("sessionId", path, bytes, records, head, "closedAt")
        SELECT id, 'seed/' || id, bytes, 3 + rows / 100, encode(sha256(id::bytea), 'hex'), "endedAt"
        FROM session WHERE id LIKE 'ses_seed%'`,
      values: [],
    },
  ];
}

const ENDS = ["failed", "failed", "cancelled", "blocked", "ended", "interrupted"];

/** Of the last minutes: what is written into the past is what the verification of the chain must find. */
function auditTrail(sizes: LargeSizes): SeedStep {
  const { auditEvents: count, people: actors, connections: targets, sessions: recorded } = sizes;
  return {
    what: "audit events",
    sql: `INSERT INTO audit_event (at, "actorId", "actorName", event, subject, before, after, origin)
      SELECT now() - interval '8 minutes' * (1 - n::float8 / $1::int), u.id, u.name,
        event,
        CASE split_part(event, '.', 1) WHEN 'connection' THEN target WHEN 'recording' THEN
          ${id("ses", "1 + n % $6::int")} ELSE u.email END,
        CASE WHEN event LIKE '%hanged' THEN '{"description": "before", "readOnly": false}'::jsonb END,
        CASE WHEN event LIKE '%hanged' THEN '{"description": "after", "readOnly": true}'::jsonb END,
        ${FROM_ADDRESS}
      FROM (SELECT n, ${skewed("$2::int", 2)} AS actor, ${oneOf("$4::text[]")} AS event,
          ($5::text[])[1 + n % cardinality($5::text[])] || '-' || (n % $3::int) AS target
        FROM generate_series(1, $1::int) n) drawn
      JOIN "user" u ON u.id = ${id("usr", "drawn.actor")}`,
    values: [count, actors, targets, AUDIT_EVENTS, SYSTEMS, recorded],
  };
}
