/**
 * Rows of the demo shop but for its customers: the same on every machine, in the order in which they
 * refer to one another. `h(n, k)` is a hash, so that neighbours do not look alike.
 */
const HASH = `CREATE FUNCTION pg_temp.h(n bigint, k bigint, below bigint) RETURNS bigint
  LANGUAGE sql IMMUTABLE AS 'SELECT (hashint8extended(n, k) & 9007199254740991) % below'`;

const names = (words: string) => `(ARRAY['${words.split(", ").join("','")}'])`;
const DEPARTMENTS =
  "Management, Finance, People, Sales, Marketing, Support, Engineering, Warehouse, Purchasing, Legal";
const CATEGORIES =
  "Home, Garden, Kitchen, Office, Sports, Toys, Books, Music, Clothing, Shoes, Tools, Lighting, Bicycles, Camping, Pets, Food, Tea, Coffee, Wine, Gifts";
const CITIES = "Berlin, Vienna, Zurich, Madrid, Lisbon, Paris, Rome, Oslo";
const THINGS =
  "lamp, chair, table, kettle, tent, jacket, boots, puzzle, notebook, hammer, blender, rug, mirror, shelf, racket, helmet";
const LOOKS =
  "red, blue, oak, steel, folding, small, large, classic, light, wool, cotton, smart, quiet, compact, garden, travel";
const GIVEN =
  "Ada, Ben, Cleo, Dan, Eva, Finn, Gina, Hugo, Ines, Jack, Kira, Liam, Maya, Nils, Olga, Paul";
const FAMILY =
  "Adams, Baker, Clark, Davis, Evans, Fisher, Garcia, Hughes, Ivanov, Jensen, Keller, Lopez, Meyer";

const DAY = "interval '1 day'";
const at = (k: number) =>
  `timestamptz '2024-01-01 08:00:00+00' + h(n, ${k}, 63000000) * interval '1 second'`;
const series = (count: number) => `generate_series(1, ${count}) AS n`;
const oneOf = (words: string, k: number) =>
  `${names(words)}[1 + h(n, ${k}, ${words.split(", ").length})]`;
/** Check digits as ISO 13616 wants them, for German account numbers. */
const germanIban = (
  k: number,
) => `(SELECT 'DE' || substr((100 + 98 - ((a % 97) * 27 + 62) % 97)::text, 2) || a
  FROM (SELECT 100000000000000000 + h(n, ${k}, 800000000000000) * 7 AS a) AS account)`;

/** Rows of each table that matters for size, when there are a million customers. */
const COUNTS = {
  ...{
    staff: 400,
    suppliers: 120,
    products: 2_000,
    coupons: 60,
    addresses: 60_000,
    orders: 100_000,
  },
  ...{ refunds: 4_000, reviews: 40_000, wishes: 30_000, tickets: 20_000, messages: 60_000 },
  ...{ signIns: 100_000, audits: 30_000, customers: 1_000_000 },
} as const;
type Counts = Readonly<Record<keyof typeof COUNTS, number>>;

/** The same shop for fewer customers, for tests. */
function countsFor(customers: number): Counts {
  const scaled = Object.entries(COUNTS).map(
    ([table, count]) => [table, Math.ceil((count * customers) / COUNTS.customers)] as const,
  );
  const small = {
    staff: COUNTS.staff,
    suppliers: COUNTS.suppliers,
    products: COUNTS.products,
    coupons: COUNTS.coupons,
  };
  return { ...(Object.fromEntries(scaled) as Counts), ...small };
}

const peopleAndGoods = (N: Counts) => [
  `INSERT INTO departments SELECT n, ${names(DEPARTMENTS)}[n], 'CC-' || (4000 + n * 10) FROM ${series(10)}`,
  `INSERT INTO staff SELECT n, 1 + h(n, 1, 10), CASE WHEN n > 10 THEN 1 + h(n, 2, 10) END, g || ' ' || f,
     lower(g || '.' || f) || n || '@shop.example.com', '+4930555' || (1000 + n), (110 + h(n, 3, 500)) || '-' || (10 + h(n, 4, 90)) || '-' || (1000 + h(n, 5, 9000)),
     ${germanIban(6)}, date '2012-01-01' + h(n, 7, 4000)::int, CASE WHEN h(n, 8, 9) = 0 THEN date '2024-06-01' + h(n, 9, 300)::int END
   FROM (SELECT n, ${oneOf(GIVEN, 10)} AS g, ${oneOf(FAMILY, 11)} AS f FROM ${series(N.staff)}) AS people`,
  `INSERT INTO salaries SELECT (s.id - 1) * 3 + y, s.id, 38000 + h(s.id, 12, 60000) + y * 1500, 'EUR', date '2021-01-01' + y * 365 FROM staff AS s, generate_series(1, 3) AS y`,
  `INSERT INTO categories SELECT n, CASE WHEN n > 5 THEN 1 + n % 5 END, ${names(CATEGORIES)}[n] FROM ${series(20)}`,
  `INSERT INTO suppliers SELECT n, f || ' ' || ${oneOf("Trading, Works, Supply, Imports", 13)} || ' ' || n, g || ' ' || f, lower(g) || n || '@supplier.example.org', ${germanIban(14)}, 'DE' || (100000000 + h(n, 15, 800000000))
   FROM (SELECT n, ${oneOf(GIVEN, 16)} AS g, ${oneOf(FAMILY, 17)} AS f FROM ${series(N.suppliers)}) AS people`,
  `INSERT INTO products SELECT n, 1 + h(n, 18, 20), 1 + h(n, 19, ${N.suppliers}), 'SKU-' || (100000 + n), ${oneOf(LOOKS, 20)} || ' ' || ${oneOf(THINGS, 21)},
     (199 + h(n, 22, 40000)) / 100.0, 50 + h(n, 23, 20000), jsonb_build_object('color', ${oneOf(LOOKS, 24)}, 'warranty_months', 12 + 12 * h(n, 25, 4)), h(n, 26, 20) = 0 FROM ${series(N.products)}`,
  `INSERT INTO price_history SELECT p.id, date '2023-01-01' + y * 180, round(p.price * (0.8 + y * 0.05), 2) FROM products AS p, generate_series(1, 3) AS y`,
  `INSERT INTO warehouses SELECT n, 'WH' || n, ${names(CITIES)}[n], (ARRAY['DE','AT','CH','ES','PT','FR','IT','NO'])[n] FROM ${series(8)}`,
  `INSERT INTO inventory SELECT w, n, h(n * 8 + w, 27, 500), ${at(28)} FROM generate_series(1, 8) AS w, ${series(N.products)}`,
  `INSERT INTO carriers SELECT n, ${names("Swift Parcel, Blue Van, Night Train, City Bike")}[n], 'https://tracking.example.com/' || n || '/' FROM ${series(4)}`,
  `INSERT INTO coupons SELECT n, upper(${oneOf(LOOKS, 29)}) || (100 + n), 5 + 5 * h(n, 30, 8), date '2025-01-01' + h(n, 31, 500)::int FROM ${series(N.coupons)}`,
];

const sales = (N: Counts) => [
  `INSERT INTO addresses SELECT n, 1 + h(n, 32, ${N.customers}), (ARRAY['billing','delivery'])[1 + n % 2], (1 + h(n, 33, 180)) || ' ' || ${oneOf("Mill Road, Lake Street, Oak Avenue, Station Square, Church Lane, Harbour Way", 34)},
     (10000 + h(n, 35, 89999))::text, ${names(CITIES)}[1 + h(n, 36, 8)], (ARRAY['DE','AT','CH','ES','PT','FR','IT','NO'])[1 + h(n, 36, 8)] FROM ${series(N.addresses)}`,
  `INSERT INTO orders SELECT n, a.customer_id, a.id, CASE WHEN h(n, 37, 6) = 0 THEN 1 + h(n, 38, ${N.coupons}) END, 'ORD-' || (10000000 + n),
     (ARRAY['new','paid','shipped','delivered','delivered','delivered','delivered','returned'])[1 + h(n, 39, 8)], (500 + h(n, 40, 60000)) / 100.0, ${at(41)}
   FROM ${series(N.orders)} JOIN addresses AS a ON a.id = 1 + h(n, 42, ${N.addresses})`,
  `INSERT INTO order_items SELECT n, line, 1 + h(n * 5 + line, 43, ${N.products}), 1 + h(n * 5 + line, 44, 3), (199 + h(n * 5 + line, 45, 9000)) / 100.0
   FROM ${series(N.orders)}, LATERAL generate_series(1, 1 + h(n, 46, 4)) AS line`,
  `INSERT INTO payments SELECT o.id, o.id, CASE WHEN o.id % 4 = 0 THEN 'transfer' ELSE 'card' END, CASE WHEN o.id % 4 <> 0 THEN c.card_number END, CASE WHEN o.id % 4 = 0 THEN c.iban END, o.total, o.placed_at + interval '3 minutes'
   FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE o.state <> 'new'`,
  `INSERT INTO refunds SELECT row_number() OVER (ORDER BY p.id), p.id, 1 + h(p.id, 47, ${N.staff}), round(p.amount * 0.5, 2), ${names("arrived broken, wrong size, too late, changed mind")}[1 + h(p.id, 48, 4)], p.paid_at + 9 * ${DAY}
   FROM (SELECT * FROM payments ORDER BY h(id, 49, 1000000), id LIMIT ${N.refunds}) AS p`,
  `INSERT INTO shipments SELECT o.id, o.id, 1 + h(o.id, 50, 4), 1 + h(o.id, 51, 8), 'TRK' || (1000000000 + h(o.id, 52, 900000000)), o.placed_at + ${DAY}, CASE WHEN o.state <> 'shipped' THEN o.placed_at + (2 + h(o.id, 53, 6)) * ${DAY} END
   FROM orders AS o WHERE o.state IN ('shipped', 'delivered', 'returned')`,
];

const talk = (N: Counts) => [
  `INSERT INTO reviews SELECT n, 1 + h(n, 54, ${N.products}), 1 + h(n, 55, ${N.customers}), 1 + h(n, 56, 5), ${oneOf("does what it says, stopped after two weeks, would buy again, smaller than I thought, a gift that was liked, good value for 19.99", 57)}, ${at(58)} FROM ${series(N.reviews)}`,
  `INSERT INTO wish_lists SELECT 1 + h(n, 59, ${N.customers}), 1 + h(n, 60, ${N.products}), ${at(61)} FROM ${series(N.wishes)} ON CONFLICT DO NOTHING`,
  `INSERT INTO support_tickets SELECT n, 1 + h(n, 62, ${N.customers}), CASE WHEN h(n, 63, 5) > 0 THEN 1 + h(n, 64, ${N.staff}) END, ${oneOf("Where is my parcel?, Refund please, Change of address, Cannot sign in, Invoice is missing, Wrong item", 65)},
     (ARRAY['open','waiting','solved','solved'])[1 + h(n, 66, 4)], ${at(67)}, CASE WHEN h(n, 66, 4) > 1 THEN ${at(67)} + 2 * ${DAY} END FROM ${series(N.tickets)}`,
  `INSERT INTO ticket_messages SELECT n, t.id, n % 2 = 0, CASE h(n, 68, 8)
     WHEN 0 THEN 'Please write to ' || c.email || ' instead, I read it more often.' WHEN 1 THEN 'Call me back on ' || c.phone || ' after 5 pm.'
     WHEN 2 THEN 'I paid with ' || c.card_number || ' and was charged twice.' WHEN 3 THEN 'The money can go to ' || c.iban || ', thank you.'
     WHEN 4 THEN 'My social security number is ' || c.ssn || ', is that what you need?' ELSE ${oneOf("Thanks for the quick answer., It arrived today; all good., Order of 14 March and still nothing., The app says version 2.4.1 is too old.", 69)} END, t.opened_at + n % 40 * interval '1 hour'
   FROM ${series(N.messages)} JOIN support_tickets AS t ON t.id = 1 + h(n, 70, ${N.tickets}) JOIN customers AS c ON c.id = t.customer_id`,
  `INSERT INTO sign_ins SELECT n, 1 + h(n, 71, ${N.customers}), ((11 + h(n, 72, 180)) || '.' || h(n, 73, 256) || '.' || h(n, 74, 256) || '.' || (1 + h(n, 75, 254)))::inet, ${oneOf("Firefox on Linux, Chrome on Windows, Safari on iPhone, Shop app 4.17.2", 76)}, h(n, 77, 12) > 0, ${at(78)} FROM ${series(N.signIns)}`,
  `INSERT INTO audit_log SELECT n, s.id, ${oneOf("order.viewed, customer.viewed, refund.approved, price.changed, address.changed", 79)}, jsonb_build_object('by', s.email, 'request', md5('audit' || n), 'took_ms', h(n, 80, 900)), ${at(81)}
   FROM ${series(N.audits)} JOIN staff AS s ON s.id = 1 + h(n, 82, ${N.staff})`,
];

/** In the order of use; `customers` is how many there are. */
export function insertShopRows(customers: number): readonly string[] {
  const counts = countsFor(customers);
  const inserts = [...peopleAndGoods(counts), ...sales(counts), ...talk(counts)];
  // A temporary function is found only by its full name.
  return [HASH, ...inserts.map((sql) => sql.replaceAll(/\bh\((?=[a-z])/g, "pg_temp.h("))];
}
