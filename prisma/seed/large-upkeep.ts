import { seedId as id, type SeedStep } from "./scenario";

interface UpkeepSizes {
  readonly people: number;
  readonly groups: number;
  readonly apiKeys: number;
  readonly accessReviews: number;
}

/** Hashes of nothing: no key opens them. */
export function apiKeys({ apiKeys: count, people, groups }: UpkeepSizes): SeedStep[] {
  return [
    {
      what: "API keys",
      sql: `INSERT INTO api_key (id, name, "keyHash", ending, "createdById", scopes, "createdAt",
          "expiresAt", "revokedAt", "lastUsedAt")
        SELECT ${id("key", "n")}, ($3::text[])[1 + n % cardinality($3::text[])] || ' ' || n,
          encode(sha256(('key ' || n)::bytea), 'hex'), lpad((n % 10000)::text, 4, '0'),
          ${id("usr", "1 + n * 7 % $2::int")}, ARRAY['sessions:read'], made,
          made + interval '90 days', CASE WHEN n % 9 = 0 THEN made + interval '20 days' END,
          CASE WHEN n % 4 > 0 THEN made + interval '19 days' END
        FROM generate_series(1, $1::int) n,
          LATERAL (SELECT now() - interval '200 days' * random() + 0 * n * interval '1 day' AS made) drawn`,
      values: [count, people, ["Nightly export", "Deploy", "Grafana", "Terraform", "On call"]],
    },
    {
      what: "groups of API keys",
      sql: `INSERT INTO api_key_group ("apiKeyId", "groupId")
        SELECT ${id("key", "n")}, ${id("grp", "1 + n % $2::int")} FROM generate_series(1, $1::int) n`,
      values: [count, groups],
    },
  ];
}

const PEOPLE_REVIEWED = 20;

/** Reviews of groups over a year; what is older than a month is over. */
export function accessReviews({ accessReviews: count, groups, people }: UpkeepSizes): SeedStep[] {
  return [
    {
      what: "access reviews",
      sql: `INSERT INTO access_review (id, "subjectKind", "subjectId", "subjectName", state,
          "periodDays", "startedAt", "startedById", "startedByName", "endedAt", "endedById",
          "endedByName", "linesDigest", "csvDigest")
        SELECT ${id("rev", "n")}, 'group', g.id, g.name,
          CASE WHEN n > $1::int * 11 / 12 THEN 'open' ELSE 'cancelled' END, 90, started, u.id, u.name,
          CASE WHEN n <= $1::int * 11 / 12 THEN started + interval '9 days' END,
          CASE WHEN n <= $1::int * 11 / 12 THEN u.id END,
          CASE WHEN n <= $1::int * 11 / 12 THEN u.name END, NULL, NULL
        FROM generate_series(1, $1::int) n
        JOIN "group" g ON g.id = ${id("grp", "1 + n % $2::int")}
        JOIN "user" u ON u.id = ${id("usr", "1 + n % $3::int")},
          LATERAL (SELECT date_trunc('milliseconds',
            now() - interval '365 days' * (1 - n::float8 / $1::int)) AS started) drawn`,
      values: [count, groups, people],
    },
    {
      what: "people in access reviews",
      sql: `INSERT INTO review_item ("reviewId", number, "userId", name, email, status, groups,
          sessions, kinds, "lastUsedAt")
        SELECT ${id("rev", "n")}, number, u.id, u.name, u.email, u.status, '[]', number * 3,
          jsonb_build_object('read', number * 3), now() - interval '1 day' * number
        FROM generate_series(1, $1::int) n, generate_series(1, ${PEOPLE_REVIEWED}) number
        JOIN "user" u ON true WHERE u.id = ${id("usr", "1 + (n * 20 + number) % $2::int")}`,
      values: [count, people],
    },
  ];
}
