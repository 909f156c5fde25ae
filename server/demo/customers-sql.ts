/**
 * A million customers, made by PostgreSQL itself (15 or newer): the same rows on every machine, six of
 * twenty columns personal data with valid check digits, the rest look-alikes that are none. The
 * benchmarks measure on this very table.
 */
export const CUSTOMER_COUNT = 1_000_000;

export const CREATE_CUSTOMERS = `CREATE TABLE customers (
  id bigint NOT NULL,
  customer_uid uuid NOT NULL,
  full_name text NOT NULL,
  email text NOT NULL,
  phone text NOT NULL,
  ssn text NOT NULL,
  card_number text NOT NULL,
  iban text NOT NULL,
  last_ip text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  balance numeric(12,2) NOT NULL,
  lifetime_value numeric(12,2) NOT NULL,
  last_order_number text NOT NULL,
  app_version text NOT NULL,
  loyalty_tier text NOT NULL,
  locale text NOT NULL,
  discount_rate numeric(5,4) NOT NULL,
  note text NOT NULL,
  cart_key text NOT NULL
)`;

/** Rows `first` to `last`, both included. */
export function insertCustomers(first: number, last: number): string {
  return `INSERT INTO customers ${selectCustomers(first, last)}`;
}

const FIRST_NAMES =
  "Ada Ben Cleo Dan Eva Finn Gina Hugo Ines Jack Kira Liam Maya Nils Olga Paul Quinn Rosa Sven Tara Umar Vera Will Xenia Yara Zoe Anna Boris Carla David Elena Felix";
const LAST_NAMES =
  "Adams Baker Clark Davis Evans Fisher Garcia Hughes Ivanov Jensen Keller Lopez Meyer Novak Olsen Parker Quist Rossi Silva Turner Ueda Vogel Weber Xu Young Zimmer Brandt Costa Duarte Eriksen Fuchs Grant";
const DOMAINS = "example.com example.org example.net mail.example.com";
const TIERS = "basic silver gold platinum";
const LOCALES = "en_US en_GB de_DE fr_FR es_ES it_IT nl_NL pt_BR";
const NOTES = [
  "prefers delivery after 5 pm",
  "asked twice about version 2.4.1",
  "gift wrapping, order of 3 items",
  "came through the spring campaign",
  "wants invoices once a quarter",
  "moved in 2019, address is checked",
  "returned 2 of 14 parcels so far",
  "reads the newsletter, rate 0.75",
];

const list = (words: readonly string[]) => `ARRAY[${words.map((word) => `'${word}'`).join(",")}]`;
const names = (words: string) => list(words.split(" "));
/** One of the words, chosen by some bits of a hash; their number is a power of two. */
const pick = (words: readonly string[], hash: string, shift: number) =>
  `(${list(words)})[1 + ((${hash} >> ${shift}) & ${words.length - 1})::int]`;

/** A number below `count` out of a hash's bits. */
const below = (count: number, hash: string, shift: number) =>
  `((${hash} >> ${shift}) & 16777215) % ${count}`;

/**
 * Luhn's sum of three digits, for each of 0–999: a look-up instead of fifteen divisions a row. In the
 * first table the outer digits are doubled, in the second the middle one.
 */
function luhnTable(isDoubled: (index: number) => boolean): string {
  const sums = Array.from({ length: 1000 }, (_, chunk) =>
    [...String(chunk).padStart(3, "0")]
      .map((digit, index) => (isDoubled(index) ? doubled(Number(digit)) : Number(digit)))
      .reduce((sum, digit) => sum + digit, 0),
  );
  return `'\\x${Buffer.from(sums).toString("hex")}'::bytea`;
}

function doubled(digit: number): number {
  return digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
}

const OUTER = luhnTable((index) => index !== 1);
const INNER = luhnTable((index) => index === 1);

/** Sixteen digits that begin with 4; the last one makes Luhn's sum a multiple of ten. */
const CARD = `(((c1 * 1000 + c2) * 1000 + c3) * 1000 + c4) * 10000 + c5 * 10 + (10 - (
  get_byte(${OUTER}, c1::int) + get_byte(${INNER}, c2::int) + get_byte(${OUTER}, c3::int)
  + get_byte(${INNER}, c4::int) + get_byte(${OUTER}, c5::int)) % 10) % 10`;

/** ISO 13616: the country's letters as numbers and 00 are put behind the digits, then mod 97. */
function iban(country: string, letters: number, digits: string): string {
  const check = `98 - ((${digits} % 97) * ${10 ** 6 % 97} + ${(letters * 100) % 97}) % 97`;
  return `'${country}' || substr((100 + ${check})::text, 2) || (${digits})::text`;
}

function selectCustomers(first: number, last: number): string {
  return `
SELECT n,
  (md5('customer' || n))::uuid,
  given || ' ' || family,
  lower(given) || '.' || lower(family) || n || '@' || ${pick(DOMAINS.split(" "), "h1", 10)},
  '+1' || (200 + ${below(800, "h2", 0)}) || '555' || substr((10000 + ${below(10_000, "h2", 24)})::text, 2),
  substr((1000 + 100 + ${below(500, "h3", 0)})::text, 2) || '-' || (10 + ${below(90, "h3", 12)}) || '-' || (1000 + ${below(9000, "h3", 24)}),
  (${CARD})::text,
  CASE n % 3 WHEN 0 THEN ${iban("DE", 1314, "account")}
    WHEN 1 THEN ${iban("AT", 1029, "(account / 100)")} ELSE ${iban("CH", 1217, "(account / 10)")} END,
  (11 + ${below(180, "h2", 8)}) || '.' || ((h2 >> 16) & 255) || '.' || ((h2 >> 32) & 255) || '.' || (1 + ${below(254, "h2", 39)}),
  timestamptz '2019-01-01 00:00:00+00' + (${below(126_230_400, "h1", 20)}) * interval '1 second' + (n % 7) * interval '137 days',
  timestamptz '2023-06-01 00:00:00+00' + (${below(15_000_000, "h3", 36)}) * interval '3 second',
  (${below(900_000, "h1", 30)} - 100000)::numeric / 100,
  (${below(9_000_000, "h2", 20)})::numeric / 100,
  'ORD-' || (10000000 + ${below(9_000_000, "h3", 8)}),
  (1 + (h1 & 7)) || '.' || ((h1 >> 3) & 31) || '.' || ((h1 >> 8) & 15),
  ${pick(TIERS.split(" "), "h1", 14)},
  ${pick(LOCALES.split(" "), "h1", 17)},
  (${below(5000, "h2", 4)})::numeric / 10000,
  ${pick(NOTES, "h3", 3)},
  'c' || substr(md5('cart' || n), 1, 12)
FROM (
  SELECT n, h1, h2, h3,
    (${names(FIRST_NAMES)})[1 + (h1 & 31)::int] AS given,
    (${names(LAST_NAMES)})[1 + ((h1 >> 5) & 31)::int] AS family,
    400 + ${below(100, "h1", 40)} AS c1, ${below(1000, "h2", 40)} AS c2, ${below(1000, "h3", 40)} AS c3,
    ${below(1000, "h1", 33)} AS c4, ${below(1000, "h2", 13)} AS c5,
    100000000000000000 + (h3 & 576460752303423487) AS account
  FROM (
    SELECT n, hashint8extended(n, 1) AS h1, hashint8extended(n, 2) AS h2, hashint8extended(n, 3) AS h3
    FROM generate_series(${first}::bigint, ${last}) AS n
  ) AS hashes
) AS parts`;
}
