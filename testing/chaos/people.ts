/** The rows of the chaos target, made in the database, and how to see one of their originals anywhere. */
const PEOPLE_ROWS = 20_000;

export const PEOPLE_SQL = `
  CREATE TABLE customers AS
  SELECT n AS id,
         'Person ' || n AS name,
         'person' || n || '@leak-canary.test' AS email,
         lpad((100 + n % 500)::text, 3, '0') || '-' || lpad((10 + n % 80)::text, 2, '0') || '-'
           || lpad((1000 + n % 9000)::text, 4, '0') AS ssn,
         '+1 212 555 ' || lpad((n % 10000)::text, 4, '0') AS phone,
         repeat('note ', 20) || 'write to person' || n || '@leak-canary.test' AS note
    FROM generate_series(1, ${PEOPLE_ROWS}) AS n;
  CREATE TABLE marks (mark text NOT NULL, at timestamptz NOT NULL DEFAULT now());
`;

const EMAIL = "@leak-canary.test";
/** The numbers of the column: area below 600, so a replacement with stars or letters is not one. */
const SSN = /(?<![\d-])[1-5]\d\d-[1-8]\d-\d{4}(?![\d-])/;

/** The first original found in the bytes of a frame, or null. */
export function originalIn(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (text.includes(EMAIL)) return EMAIL;
  return SSN.exec(text)?.[0] ?? null;
}
